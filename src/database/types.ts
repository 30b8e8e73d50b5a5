/** How values of PostgreSQL become values of JavaScript: int8 a number, a time its ISO 8601 text in UTC. */

import pg from "pg";

const { INT8, TIMESTAMPTZ } = pg.types.builtins;
const TEXT_ARRAY = 1009;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ_ARRAY = 1185;

/** A time as PostgreSQL writes it where the time zone is UTC. */
const UTC_TIME = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

/** ISO 8601 with milliseconds, or microseconds if there are any: some clients know no other fractions. `infinity` and years BC stay as they are. */
export function isoTime(text: string): string {
  const [, date, time, fraction = ""] = UTC_TIME.exec(text) ?? [];
  return date === undefined ? text : `${date}T${time}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, "0")}Z`;
}

type Parse = (text: string) => unknown;

const parseTexts = pg.types.getTypeParser(TEXT_ARRAY as never) as (text: string) => (string | null)[];

function arrayOf(parse: Parse): Parse {
  return (text) => parseTexts(text).map((item) => (item === null ? null : parse(item)));
}

const PARSERS = new Map<number, Parse>([
  [INT8, Number],
  [TIMESTAMPTZ, isoTime],
  [INT8_ARRAY, arrayOf(Number)],
  [TIMESTAMPTZ_ARRAY, arrayOf(isoTime)],
]);

export const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format !== "binary" && PARSERS.get(oid)) || pg.types.getTypeParser(oid, format as "text"),
};
