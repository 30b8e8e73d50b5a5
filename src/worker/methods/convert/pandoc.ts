/** Pandoc in this thread: one instance, made when it is first needed. It sees no file but those that it is given. */

import type { Conversion } from "pandoc-wasm";
import { JobFailure, type MethodContext } from "../method.ts";

/** Memory that WebAssembly has taken it never gives back: beyond this the thread is not used again. */
const MOST_MEMORY_BYTES = 512 * 2 ** 20;

/** @throws {JobFailure} with what Pandoc says was wrong. */
export async function runPandoc(
  context: MethodContext,
  options: Readonly<Record<string, unknown>>,
  stdin: string | null,
  files: Readonly<Record<string, string | Blob>>,
): Promise<Conversion> {
  const pandoc = await loadPandoc();
  context.signal.throwIfAborted();
  const conversion = await pandoc.convert(options, stdin, files).catch((error: unknown) => {
    context.retire();
    throw new JobFailure("PandocCrashed", `Pandoc crashed: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (process.memoryUsage().external > MOST_MEMORY_BYTES) context.retire();
  const [, fault] = /^ERROR: (.*)/s.exec(conversion.stderr) ?? [];
  if (fault !== undefined) throw new JobFailure("PandocError", fault.trim());
  return conversion;
}

/** Names of the formats that Pandoc reads or writes. */
export async function formatNames(direction: "input" | "output"): Promise<readonly string[]> {
  return (await loadPandoc()).query({ query: `${direction}-formats` });
}

function loadPandoc() {
  return import("pandoc-wasm");
}
