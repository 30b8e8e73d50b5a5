/** English is in src/text alone, so that the dashboard can be translated. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const SOURCES = path.join(import.meta.dirname, "src");

/** Text between tags, and attributes that people read or hear. */
const LITERALS = [
  /<[A-Za-z][^<>]*>\s*([A-Z][a-z]+[^<>{}]*?)\s*<\//g,
  /\b(?:title|label|aria-label|placeholder|description|alt|more|message)="([^"]*[a-z]{2}[^"]*)"/g,
];

function literalsIn(source: string): string[] {
  return LITERALS.flatMap((literal) => [...source.matchAll(literal)].map(([, text = ""]) => text.trim()));
}

it("finds what it looks for", () => {
  expect(literalsIn("<p>\n  Some words\n</p>")).toEqual(["Some words"]);
  expect(literalsIn('<Tooltip label="Some words">{words}</Tooltip>')).toEqual(["Some words"]);
  expect(literalsIn("const f = <Row>(row: Row) => <b>{row.name}</b>;")).toEqual([]);
});

const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));

it.each(files)("%s has no English of its own", (file) => {
  expect(literalsIn(readFileSync(path.join(SOURCES, file), "utf8"))).toEqual([]);
});
