/** Formats by Pandoc's names and by file extensions. */

import { JobFailure } from "../method.ts";

/** What Pandoc itself takes files with these extensions for. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  adoc: "asciidoc",
  asciidoc: "asciidoc",
  bib: "biblatex",
  csv: "csv",
  ctx: "context",
  dj: "djot",
  docbook: "docbook",
  docx: "docx",
  epub: "epub",
  fb2: "fb2",
  htm: "html",
  html: "html",
  icml: "icml",
  ipynb: "ipynb",
  json: "json",
  markdown: "markdown",
  md: "markdown",
  ms: "ms",
  muse: "muse",
  native: "native",
  odt: "odt",
  opml: "opml",
  org: "org",
  pptx: "pptx",
  ris: "ris",
  rst: "rst",
  rtf: "rtf",
  t2t: "t2t",
  tei: "tei",
  tex: "latex",
  texi: "texinfo",
  textile: "textile",
  tsv: "tsv",
  typ: "typst",
  wiki: "mediawiki",
  xhtml: "html",
  xlsx: "xlsx",
  xml: "docbook",
};

/** Extensions of formats whose name is another, by the start of the name. */
const EXTENSIONS: readonly (readonly [RegExp, string])[] = [
  [/^(html|revealjs|slidy|slideous|s5|dzslides)/, "html"],
  [/^(markdown|commonmark|gfm|markua)/, "md"],
  [/^(latex|beamer)$/, "tex"],
  [/^(docbook|jats|tei$|xml$|opendocument)/, "xml"],
  [/^(mediawiki|dokuwiki|zimwiki|xwiki|vimwiki|tikiwiki|twiki|jira)$/, "wiki"],
  [/^epub/, "epub"],
  [/^asciidoc/, "adoc"],
  [/^(biblatex|bibtex)$/, "bib"],
  [/^bbcode/, "bbcode"],
  [/^(plain|ansi|vimdoc)$/, "txt"],
  [/^chunkedhtml$/, "zip"],
  [/^context$/, "ctx"],
  [/^csljson$/, "json"],
  [/^djot$/, "dj"],
  [/^texinfo$/, "texi"],
  [/^typst$/, "typ"],
];

const CONTAINERS = /^(docx|odt|epub|pptx|xlsx|chunkedhtml)/;

/** A format with what is switched on and off in it, as `markdown+emoji`. */
export interface Format {
  readonly name: string;
  readonly full: string;
}

/** @throws {JobFailure} that names the param and lists close matches. */
export function formatOf(param: "from" | "to", given: string, known: readonly string[]): Format {
  const [, base = "", switches = ""] = /^\.?([^+-]*)(.*)$/s.exec(given.trim().toLowerCase()) ?? [];
  const name = [base, BY_EXTENSION[base], param === "to" && base === "txt" ? "plain" : undefined].find(
    (candidate) => candidate !== undefined && known.includes(candidate),
  );
  if (name === "pdf") {
    throw new JobFailure("UnknownFormat", "to: pdf needs programs that a worker does not have. Try docx, odt, html or typst.");
  }
  if (name !== undefined) return { name, full: name + switches };
  const close = closeTo(base, known);
  const hint = close.length > 0 ? `Did you mean ${close.join(", ")}?` : `There are: ${known.join(", ")}.`;
  throw new JobFailure("UnknownFormat", `${param}: there is no format ${JSON.stringify(given)}. ${hint}`);
}

/** The format of a file by its name. @throws {JobFailure} if the extension does not tell. */
export function formatOfFile(param: "from" | "to", extension: string, known: readonly string[]): Format {
  if (extension === ".txt") return formatOf(param, param === "from" ? "markdown" : "plain", known);
  if (extension !== "" && Object.hasOwn(BY_EXTENSION, extension.slice(1).toLowerCase()))
    return formatOf(param, extension, known);
  throw new JobFailure("UnknownFormat", `${param}: is required, for the extension "${extension}" does not tell the format.`);
}

/** With the dot. */
export function extensionOf({ name }: Format): string {
  return `.${EXTENSIONS.find(([pattern]) => pattern.test(name))?.[1] ?? name}`;
}

/** Whether documents of this format are archives of several files, and no text. */
export function isContainer({ name }: Format): boolean {
  return CONTAINERS.test(name);
}

export function isHtml({ name }: Format): boolean {
  return /^(html|revealjs|slidy|slideous|s5|dzslides)/.test(name);
}

function closeTo(name: string, known: readonly string[]): string[] {
  const most = Math.max(2, Math.floor(name.length / 3));
  return known
    .map((other) => ({ other, distance: other.startsWith(name) && name.length > 1 ? 0 : editDistance(name, other) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ other }) => other);
}

/** How many letters to add, remove or replace to make one of the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
