/**
 * The files that a document refers to, such as images. Pandoc itself says which ones it misses; it is then given those that
 * are in the project's folder, and converts once more.
 */

import path from "node:path";
import type { Warning } from "pandoc-wasm";
import { JobFailure } from "../method.ts";
import type { ProjectFiles } from "./project-files.ts";

const MOST_FILES = 200;
const MOST_BYTES = 50 * 2 ** 20;

const FILTER = "jobhub-resources.lua";

/** A file by the name that the document has for it. */
export interface Resource {
  readonly name: string;
  readonly data: Buffer;
}

/** Those files which Pandoc missed and which are in the project, as many as the limits allow. */
export async function findMissing(
  files: ProjectFiles,
  folder: string,
  warnings: readonly Warning[],
): Promise<readonly Resource[]> {
  const found: Resource[] = [];
  let left = MOST_BYTES;
  for (const name of missingNames(warnings).slice(0, MOST_FILES)) {
    const data = await files.read("path", path.join(folder, fileName(name)), left).catch(unlessFailure);
    if (!data) continue;
    found.push({ name, data });
    left -= data.length;
  }
  return found;
}

function missingNames(warnings: readonly Warning[]): string[] {
  const names = warnings.flatMap(({ type, path: name }) => (type === "CouldNotFetchResource" && name ? [name] : []));
  return [...new Set(names)].filter((name) => !/^([a-z][a-z0-9+.-]+:|\/)/i.test(name));
}

/** Documents name files as parts of URLs. */
function fileName(name: string): string {
  const bare = name.replace(/[?#].*$/s, "");
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

/** What cannot be read stays missing: Pandoc's warning tells of it. */
function unlessFailure(error: unknown): null {
  if (error instanceof JobFailure) return null;
  throw error;
}

/** Files and options that put resources where Pandoc looks for them first. */
export function withResources(resources: readonly Resource[]) {
  const files: Record<string, string | Blob> = {};
  const lines = resources.map(({ name, data }, i) => {
    const flat = `jobhub-resource-${i}${path.extname(fileName(name))}`;
    files[flat] = new Blob([data]);
    return `insert(${luaString(name)}, ${luaString(flat)})`;
  });
  files[FILTER] = `${INSERT}\n${lines.join("\n")}\nreturn {}\n`;
  return { files, options: { filters: [FILTER] } };
}

const INSERT = `local function insert(name, file)
  local handle = assert(io.open(file, "rb"))
  local mime = pandoc.path.split_extension and nil
  pandoc.mediabag.insert(name, mime, handle:read("a"))
  handle:close()
end`;

/** Every byte by its number: nothing in a name can end the string. */
function luaString(text: string): string {
  return `"${[...Buffer.from(text)].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("")}"`;
}
