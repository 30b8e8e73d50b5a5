import type { OpenApi, Operation, Schema } from "../../../src/manager/docs/openapi.ts";
import { replyName, toldOf } from "./types.ts";

const HEADER = "/** A class for each tag of the OpenAPI document, and a method for each operation: `npm run generate`. */";

/** Line length of the comments. */
const WIDTH = 112;

interface Route {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  /** Name of what comes back, by the name of its model. */
  readonly typeOf: (model: string) => string;
}

/** The classes, for what the types are of. Streams of events are left out: they take more than a request. */
export function classesOf(document: OpenApi): string {
  const { schemas } = document.components;
  const typeOf = (model: string) => (toldOf(schemas[model] ?? {}).length > 0 ? replyName(model) : model);
  const routes = Object.entries(document.paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, operation]): Route => ({ path, method: method.toUpperCase(), operation, typeOf }),
      ),
    )
    .filter(({ operation }) => !Object.hasOwn(successOf(operation) ?? {}, "text/event-stream"));
  const tags = document.tags.filter(({ name }) => routes.some(({ operation }) => operation.tags.includes(name)));
  const classes = tags.map(({ name, description }) => {
    const methods = routes.filter(({ operation }) => operation.tags.includes(name)).map(methodOf);
    return `${comment(description, "")}export class ${className(name)} extends Api {\n${methods.join("\n\n")}\n}`;
  });
  const all = tags.map(({ name }) => `  readonly ${name}: ${className(name)};`);
  const made = tags.map(({ name }) => `    this.${name} = new ${className(name)}(requests);`);
  const hub = `/** All operations of a hub. */\nexport class Apis {\n${all.join("\n")}\n\n  constructor(requests: Requests) {\n${made.join("\n")}\n  }\n}`;
  const text = [...classes, hub].join("\n\n");
  return `${[HEADER, imports(text, Object.keys(schemas).map(typeOf)), text].join("\n\n")}\n`;
}

function imports(text: string, models: readonly string[]): string {
  const used = models.filter((model) => new RegExp(`Promise<${model}\\b`).test(text));
  const shared = ['import { Api, type RequestOf } from "../api.ts";'];
  const requests = ["RequestOptions", "Requests"].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  return [
    ...shared,
    `import type { ${requests.join(", ")} } from "../requests.ts";`,
    'import type { Incoming } from "../transport.ts";',
    `import type {\n${used.map((model) => `  ${model},\n`).join("")}} from "./types.ts";`,
  ].join("\n");
}

function methodOf({ path, method, operation, typeOf }: Route): string {
  const { operationId, summary, description } = operation;
  const reply = replyType(operation, typeOf);
  const isPlain = reply === "Incoming";
  const call = isPlain ? "open" : "json";
  const options = method === "PATCH" && bodyOf(operation) ? `"${operationId}", "part"` : `"${operationId}"`;
  const request = `request: RequestOf<${options}>${needsNothing(operation) ? " = {}" : ""}`;
  return [
    `${comment(`${summary}\n\n${description}`, "  ")}  ${camelCase(operationId)}(${request}, options: RequestOptions = {}): Promise<${reply}> {`,
    `    return this.${call}("${method}", "${path}", request, options);`,
    "  }",
  ].join("\n");
}

function bodyOf(operation: Operation): Schema | undefined {
  return operation["x-ignores-body"] ? undefined : operation.requestBody?.content?.["application/json"]?.schema;
}

function needsNothing(operation: Operation): boolean {
  return !bodyOf(operation) && (operation.parameters ?? []).every(({ required }) => !required);
}

function successOf({ responses }: Operation): Readonly<Record<string, { readonly schema: Schema }>> | undefined {
  return Object.entries(responses).find(([code]) => Number(code) < 300)?.[1].content;
}

/** What comes in another form than JSON is for the caller to read. */
function replyType(operation: Operation, typeOf: Route["typeOf"]): string {
  const content = successOf(operation);
  if (!content) return "void";
  const schema = content["application/json"]?.schema;
  if (!schema) return "Incoming";
  const item = schema.items?.$ref;
  if (item) return `${typeOf(modelName(item))}[]`;
  return schema.$ref ? typeOf(modelName(schema.$ref)) : "void";
}

function modelName(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function className(tag: string): string {
  return `${tag.charAt(0).toUpperCase()}${tag.slice(1)}Api`;
}

function camelCase(operationId: string): string {
  return operationId.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Markdown without the examples for the command line, as a comment. */
function comment(markdown: string, indent: string): string {
  const text = markdown.replace(/\n*```[\s\S]*?```/g, "").trim();
  const lines = text.split("\n").flatMap((line) => wrap(line, WIDTH - indent.length));
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.replaceAll("*/", "*\u200b/").split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
