/** What charts say. */

export const chartsText = {
  view: (title: string) => `${title}: how it is shown`,
  chart: "Chart",
  table: "Table",
  time: "Time",
  whole: "All of it",
  none: "–",
} as const;
