/** What a result can be shown as, beside JSON. */

import type { JsonValue } from "../../../../../src/core/json.ts";

export type PreviewKind =
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "markdown"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly url: string }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly JsonValue[])[] };

/** What is longer would make the page slow. */
const MAX_TEXT = 2_000_000;
/** So many rows tell which columns there are. */
const ROWS_LOOKED_AT = 100;
const MAX_COLUMNS = 30;

const IMAGE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/;
const IMAGE_TYPE = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/;
const HTML = /^\s*(<!doctype html|<(html|body|head|article|section|main|div|p|h[1-6]|table|ul|ol|pre|figure|svg|img)[\s>])/i;
const MARKDOWN_FORMAT = /^(markdown|md|gfm|commonmark)/i;
const HTML_FORMAT = /^(html|htm|xhtml|revealjs|slidy|s5|svg)/i;

type Fields = Readonly<Record<string, JsonValue | undefined>>;

/** Null if it is nothing but JSON. @param params may say in which format the result is (`to`). */
export function previewOf(result: JsonValue, params: Fields): PreviewKind | null {
  if (typeof result === "string") return ofText(result, "");
  if (Array.isArray(result)) return ofRows(result);
  if (typeof result !== "object" || result === null) return null;
  const fields = result as Fields;
  const type = textIn(fields, "mediaType", "mimeType", "contentType", "type");
  const data = textIn(fields, "base64", "data");
  if (IMAGE_TYPE.test(type) && data) return { kind: "image", url: `data:${type};base64,${data}` };
  for (const name of ["rows", "records", "data"]) {
    const rows = fields[name];
    if (Array.isArray(rows)) return ofRows(rows, fields.columns);
  }
  const text = textIn(fields, "html", "markdown", "text", "content", "image");
  if (!text) return null;
  const named = fields.html ? "html" : fields.markdown ? "markdown" : "";
  return ofText(text, named || formatOf(type) || String(params.to ?? ""));
}

function textIn(fields: Fields, ...names: readonly string[]): string {
  for (const name of names) if (typeof fields[name] === "string") return fields[name];
  return "";
}

function formatOf(type: string): string {
  return type.replace(/^text\//, "").replace("application/xhtml+xml", "html");
}

function ofText(text: string, format: string): PreviewKind | null {
  if (IMAGE.test(text)) return { kind: "image", url: text };
  if (text.length > MAX_TEXT) return null;
  if (HTML_FORMAT.test(format) || HTML.test(text)) return { kind: "html", html: text };
  if (MARKDOWN_FORMAT.test(format)) return { kind: "markdown", text };
  return text.includes("\n") ? { kind: "text", text } : null;
}

function ofRows(rows: readonly JsonValue[], named?: JsonValue): PreviewKind | null {
  if (rows.length === 0) return null;
  if (rows.every((row) => Array.isArray(row))) return ofLists(rows as readonly JsonValue[][], named);
  if (!rows.every((row) => typeof row === "object" && row !== null && !Array.isArray(row))) return null;
  const records = rows as readonly Fields[];
  const columns = [...new Set(records.slice(0, ROWS_LOOKED_AT).flatMap(Object.keys))];
  if (columns.length === 0 || columns.length > MAX_COLUMNS) return null;
  return { kind: "table", columns, rows: records.map((row) => columns.map((name) => row[name] ?? null)) };
}

function ofLists(rows: readonly JsonValue[][], named: JsonValue | undefined): PreviewKind | null {
  const width = Math.max(...rows.slice(0, ROWS_LOOKED_AT).map((row) => row.length));
  if (width === 0 || width > MAX_COLUMNS) return null;
  const names = Array.isArray(named) ? named : [];
  const columns = Array.from({ length: width }, (_, i) => String(names[i] ?? i + 1));
  return { kind: "table", columns, rows };
}
