import { useMantineColorScheme } from "@mantine/core";
import { marked } from "marked";
import { useMemo } from "react";
import type { JsonValue } from "../../../../../src/core/json.ts";
import { formatCount } from "../../../format.ts";
import { DataTable } from "../../../parts/data-table.tsx";
import type { Column } from "../../../parts/data-table.types.ts";
import { Pre } from "../../../parts/pre.tsx";
import { jobText } from "../../../text/job.ts";
import { text } from "../../../text/text.ts";
import { inertPage } from "./inert.ts";
import type { PreviewKind } from "./kinds.ts";
import styles from "./preview.module.css";

const texts = jobText.preview;

export function Preview({ preview }: { readonly preview: PreviewKind }) {
  switch (preview.kind) {
    case "html":
      return <Frame html={preview.html} />;
    case "markdown":
      return <Frame html={marked.parse(preview.text, { async: false })} />;
    case "image":
      return <img className={styles.image} src={preview.url} alt={texts.image} />;
    case "table":
      return <Table {...preview} />;
    case "text":
      return <Pre className={styles.text}>{preview.text}</Pre>;
  }
}

/** A page that may do nothing: no scripts, no forms, no origin. */
function Frame({ html }: { readonly html: string }) {
  const { colorScheme } = useMantineColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: its colours are those of the page around it.
  const page = useMemo(() => inertPage(html, { nonce: styleNonce(), style: pageStyle() }), [html, colorScheme]);
  return <iframe className={styles.frame} title={texts.html} sandbox="" srcDoc={page} />;
}

function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
}

/** The frame sees no styles of ours: it is told what colours there are. */
function pageStyle(): string {
  const ours = getComputedStyle(document.documentElement);
  const [back, words, soft, line, sunken, accent] = ["card", "text", "soft", "line", "sunken", "accent-text"].map((name) =>
    ours.getPropertyValue(`--${name}`),
  );
  return `
    :root { color-scheme: ${ours.colorScheme}; background: ${back}; color: ${words}; font: 15px/1.6 system-ui, sans-serif; }
    body { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem; overflow-wrap: break-word; }
    h1, h2, h3, h4 { line-height: 1.25; margin: 1.4em 0 0.5em; } h1:first-child, h2:first-child { margin-top: 0; }
    img, svg, video { max-width: 100%; height: auto; } a { color: ${accent}; }
    pre, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.92em; background: ${sunken}; border-radius: 4px; }
    code { padding: 0.1em 0.25em; } pre { padding: 0.75rem; overflow: auto; } pre code { padding: 0; }
    blockquote { margin-inline: 0; padding-left: 1rem; border-left: 3px solid ${line}; color: ${soft}; }
    table { border-collapse: collapse; } th, td { padding: 0.3rem 0.6rem; border: 1px solid ${line}; text-align: left; }
    hr { border: 0; border-top: 1px solid ${line}; }`;
}

type Row = { readonly index: number; readonly cells: readonly JsonValue[] };

const MAX_ROWS = 5_000;
const ROW = 36;

function Table({ columns, rows }: Extract<PreviewKind, { kind: "table" }>) {
  const shown = useMemo(() => rows.slice(0, MAX_ROWS).map((cells, index): Row => ({ index, cells })), [rows]);
  const heads = useMemo(() => columns.map((title, i) => columnOf(title, i, shown)), [columns, shown]);
  return (
    <div className={styles.table}>
      <DataTable
        label={texts.table}
        columns={heads}
        rows={shown}
        keyOf={({ index }) => index}
        {...(shown.length > 50 && { scroll: { rowHeight: ROW } })}
      />
      {rows.length > MAX_ROWS && <p className="soft">{texts.rows(formatCount(MAX_ROWS), formatCount(rows.length))}</p>}
    </div>
  );
}

function columnOf(title: string, i: number, rows: readonly Row[]): Column<Row> {
  const isNumeric = rows.every(({ cells }) => cells[i] == null || typeof cells[i] === "number");
  return {
    id: String(i),
    title,
    cell: ({ cells }) => cellText(cells[i]),
    sort: ({ cells }) => (isNumeric ? Number(cells[i] ?? Number.NEGATIVE_INFINITY) : cellText(cells[i])),
    ...(isNumeric && { align: "right" as const }),
  };
}

function cellText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return text.none;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
