import path from "node:path";
import type { Conversion } from "pandoc-wasm";
import type { JsonValue } from "../../core/json.ts";
import { extensionOf, type Format, formatOf, formatOfFile, isContainer, isHtml } from "./convert/formats.ts";
import { formatNames, runPandoc } from "./convert/pandoc.ts";
import { insidePath, ProjectFiles } from "./convert/project-files.ts";
import { findMissing, withResources } from "./convert/resources.ts";
import { MAX_TEXT } from "./limits.ts";
import { JobFailure, type Method, type MethodContext } from "./method.ts";
import type { ParamsOf } from "./registry.ts";

type Params = ParamsOf<"convert">;

const MOST_DOCUMENT_BYTES = 50 * 2 ** 20;
/** Files of these names are Pandoc's own. */
const RESERVED = new Set(["stdin", "stdout", "stderr", "warnings"]);

/** Converts a file of the project, or a text, with Pandoc. */
export const convert: Method<Params> = async (context, params) => {
  if ((params.path === undefined) === (params.text === undefined)) {
    throw new JobFailure("BadParams", "path: give either path or text.");
  }
  context.progress("preparing");
  const job = await plan(params);
  return job.output === null ? convertToText(context, job) : convertToFile(context, job, job.output);
};

interface Plan {
  /** A file of the project, or null for a text. */
  readonly path: string | null;
  readonly text: string;
  readonly from: Format;
  readonly to: Format;
  /** The file to write, or null for a text as the result. */
  readonly output: string | null;
}

async function plan({ path: file, text = "", from, to, output }: Params): Promise<Plan> {
  const [inputs, outputs] = [await formatNames("input"), await formatNames("output")];
  const input = file === undefined ? null : insidePath("path", file);
  const source =
    from !== undefined || input === null ? formatOf("from", from ?? "markdown", inputs) : byName("from", input, inputs);
  const target =
    to !== undefined || output === undefined ? formatOf("to", required(to), outputs) : byName("to", output, outputs);
  if (input === null && isContainer(source)) {
    throw new JobFailure("BadParams", `text: a ${source.name} document is not a text; give its path.`);
  }
  return { path: input, text, from: source, to: target, output: outputOf(input, target, output) };
}

function byName(param: "from" | "to", file: string, known: readonly string[]): Format {
  return formatOfFile(param, path.extname(file), known);
}

function required(to: string | undefined): string {
  if (to === undefined)
    throw new JobFailure("BadParams", "to: give the format to convert to, or an output with its extension.");
  return to;
}

function outputOf(input: string | null, to: Format, output: string | undefined): string | null {
  if (output === undefined && input === null) {
    if (isContainer(to)) throw new JobFailure("BadParams", `output: is required, for a ${to.name} document is not a text.`);
    return null;
  }
  const name = output ?? path.join(path.dirname(input ?? ""), path.parse(input ?? "").name + extensionOf(to));
  const inside = insidePath("output", name);
  if (inside === input) throw new JobFailure("BadParams", `output: "${name}" is the document itself; give another name.`);
  return inside;
}

async function convertToText(context: MethodContext, { text, from, to }: Plan): Promise<JsonValue> {
  context.log("info", `Converting a text from ${from.full} to ${to.full}.`);
  context.progress("converting");
  const { stdout, warnings } = await runPandoc(context, { from: from.full, to: to.full }, text, {});
  logWarnings(context, warnings);
  if (stdout.length > MAX_TEXT) {
    throw new JobFailure("ResultTooLarge", `The result has more than ${MAX_TEXT} characters: give an output to write it to.`);
  }
  return { text: stdout };
}

async function convertToFile(context: MethodContext, job: Plan, output: string): Promise<JsonValue> {
  if (context.projectDir === null) throw new JobFailure("NoProject", "The job has no project, and so no files.");
  const files = new ProjectFiles(context.projectDir);
  const document = job.path === null ? Buffer.from(job.text) : await files.read("path", job.path, MOST_DOCUMENT_BYTES);
  context.log("info", `Converting ${job.path ?? "a text"} from ${job.from.full} to ${job.to.full}.`);
  context.progress("converting");
  const { conversion, name } = await convertWithResources(context, job, { files, document, output });
  context.progress("writing");
  const data = await bytesOf(conversion.files[name]);
  await files.write("output", output, data);
  for (const [media, blob] of Object.entries(conversion.mediaFiles)) {
    await files.write("output", path.join(path.dirname(output), media), await bytesOf(blob));
  }
  context.log("info", `Wrote ${output}: ${data.length} bytes.`);
  return { path: output, bytes: data.length };
}

interface Material {
  readonly files: ProjectFiles;
  readonly document: Buffer;
  readonly output: string;
}

async function convertWithResources(context: MethodContext, job: Plan, { files, document, output }: Material) {
  const input = ownName(job.path === null ? "text" : path.basename(job.path));
  const name = ownName(`output-${path.basename(output)}`);
  const options = {
    from: job.from.full,
    to: job.to.full,
    standalone: true,
    "input-files": [input],
    "output-file": name,
    ...media(job, output),
  };
  const given = { [input]: new Blob([document]) };
  const first = await runPandoc(context, options, null, given);
  const resources = await findMissing(files, path.dirname(job.path ?? ""), first.warnings);
  const conversion = resources.length === 0 ? first : await again(context, options, given, resources);
  logWarnings(context, conversion.warnings);
  return { conversion, name };
}

async function again(
  context: MethodContext,
  options: object,
  given: Readonly<Record<string, Blob>>,
  resources: Parameters<typeof withResources>[0],
): Promise<Conversion> {
  context.log("debug", `Embedding ${resources.map(({ name }) => name).join(", ")}.`);
  const extra = withResources(resources);
  return runPandoc(context, { ...options, ...extra.options }, null, { ...given, ...extra.files });
}

/** What images of a container become: part of a page, or files beside a text. */
function media({ from, to }: Plan, output: string): object {
  if (!isContainer(from) || isContainer(to)) return {};
  return isHtml(to) ? { "embed-resources": true } : { "extract-media": `${path.parse(output).name}.media` };
}

function ownName(name: string): string {
  return RESERVED.has(name) ? `document-${name}` : name;
}

async function bytesOf(data: string | Blob | undefined): Promise<Uint8Array> {
  return typeof data === "object" ? new Uint8Array(await data.arrayBuffer()) : Buffer.from(data ?? "");
}

function logWarnings(context: MethodContext, warnings: Conversion["warnings"]): void {
  for (const { verbosity, pretty } of warnings) {
    context.log(verbosity === "WARNING" || verbosity === "ERROR" ? "warn" : "debug", pretty);
  }
}
