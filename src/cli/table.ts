import { cut, type Terminal, width } from "./terminal.ts";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: "left" | "right";
  /** Takes what room is left, and is cut to it on a terminal. */
  readonly grows?: boolean;
}

const GAP = "  ";

/** Prints rows below titles on a terminal; into a pipe the same, without colours and with no cell cut. */
export function printTable<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const cells = rows.map((row) => columns.map((column) => oneLine(column.cell(row))));
  const titles = columns.map(({ title }) => title);
  const widths = shrink(
    titles.map((title, i) => Math.max(width(title), ...cells.map((row) => width(row[i] ?? "")))),
    columns,
    terminal,
  );
  const format = (row: readonly string[]) =>
    row
      .map((cell, i) => pad(cut(cell, widths[i] ?? 0), widths[i] ?? 0, columns[i]?.align))
      .join(GAP)
      .trimEnd();
  terminal.line(terminal.colors.dim(format(titles)));
  for (const row of cells) terminal.line(format(row));
}

function shrink<Row>(widths: readonly number[], columns: readonly Column<Row>[], terminal: Terminal): number[] {
  if (!terminal.isLive) return [...widths];
  const excess = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - terminal.columns;
  return widths.map((each, i) => (columns[i]?.grows && excess > 0 ? Math.max(8, each - excess) : each));
}

function pad(text: string, to: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, to - width(text)));
  return align === "right" ? space + text : text + space;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\t]+\s*/g, " ");
}
