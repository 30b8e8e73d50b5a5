import openapiTS, { astToString } from "openapi-typescript";
import type { OpenApi, Operation, Schema } from "../../../src/manager/docs/openapi.ts";

const HEADER = `/** Types of what goes over the wire, made from the OpenAPI document by openapi-typescript: \`npm run generate\`. */

/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
`;

const OPTIONS = { rootTypes: true, rootTypesNoSchemaPrefix: true, defaultNonNullable: false, immutable: true };

/** A type for each model, and for each operation what it takes. */
export async function typesOf(document: OpenApi): Promise<string> {
  const slimmed = { ...document, paths: mapOperations(document.paths, slim) };
  const text = astToString(await openapiTS(JSON.stringify(slimmed), OPTIONS));
  return `${HEADER}\n${text.split("\n").map(knownAsJson).join("\n")}\n${repliesOf(document)}`;
}

/** Of models that are sent too: what only the hub says is not in what is sent, and always in what comes back. */
function repliesOf({ components }: OpenApi): string {
  const replies = Object.entries(components.schemas).map(([name, schema]) => {
    const told = toldOf(schema).map((property) => `"${property}"`);
    return told.length > 0 ? `export type ${replyName(name)} = ${name} & Required<Pick<${name}, ${told.join(" | ")}>>;\n` : "";
  });
  return replies.join("");
}

/** Fields that only the hub sets, and that are not always there. */
export function toldOf({ properties = {}, required = [] }: Schema): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.readOnly && !required.includes(name));
}

export function replyName(model: string): string {
  return `${model}Reply`;
}

/** What may be anything is JSON all the same. */
function knownAsJson(line: string): string {
  return /^\s*\/?\*/.test(line) ? line : line.replace(/\bunknown\b/g, "JsonValue");
}

/** Without what the classes tell already, what every operation answers when it fails, and bodies that do not matter. */
function slim({ summary: _, description: __, requestBody, responses, ...operation }: Operation): object {
  return {
    ...operation,
    ...(!operation["x-ignores-body"] && { requestBody }),
    responses: Object.fromEntries(Object.entries(responses).filter(([code]) => Number(code) < 300)),
  };
}

function mapOperations(paths: OpenApi["paths"], map: (operation: Operation) => object): object {
  return Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, map(operation)])),
    ]),
  );
}
