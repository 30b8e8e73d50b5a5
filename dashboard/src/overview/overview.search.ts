/** What of the overview is in its address. */

export const WINDOWS = ["1h", "24h", "7d"] as const;
export type Window = (typeof WINDOWS)[number];

export interface OverviewSearch {
  /** Default the last hour. */
  readonly window?: Window;
}

export function readOverviewSearch({ window }: Record<string, unknown>): OverviewSearch {
  const known = WINDOWS.find((each) => each === window);
  return known && known !== "1h" ? { window: known } : {};
}
