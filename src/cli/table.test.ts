import { expect, test } from "vitest";
import { type Column, printTable } from "./table.ts";
import { Terminal } from "./terminal.ts";
import { TextStream } from "./testing.ts";

interface Row {
  readonly id: number;
  readonly name: string;
}
const COLUMNS: readonly Column<Row>[] = [
  { title: "ID", cell: ({ id }) => String(id), align: "right" },
  { title: "NAME", cell: ({ name }) => name, grows: true },
];
const ROWS = [
  { id: 7, name: "a name\nin two lines" },
  { id: 123, name: "b" },
];

function printed(stream: TextStream): string {
  printTable(new Terminal({ stdout: stream, stderr: stream, env: { NO_COLOR: "1" } }), COLUMNS, ROWS);
  return stream.text;
}

test("columns stand below each other, and a cell is one line", () => {
  expect(printed(new TextStream())).toBe(" ID  NAME\n  7  a name in two lines\n123  b\n");
});

test("on a narrow terminal the column that grows is cut", () => {
  expect(printed(new TextStream({ isTTY: true, columns: 16 }))).toBe(" ID  NAME\n  7  a name in …\n123  b\n");
});

test("in a pipe nothing is cut", () => {
  expect(printed(new TextStream({ columns: 16 }))).toContain("a name in two lines");
});
