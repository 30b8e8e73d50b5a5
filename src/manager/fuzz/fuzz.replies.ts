/** What is wrong with a reply, by what the OpenAPI document says of its operation. */

import { Ajv, type ValidateFunction } from "ajv";
import type { OpenApi, Operation } from "../docs/openapi.ts";
import type { TestReply } from "../testing.ts";
import type { FuzzOperation, FuzzRequest } from "./fuzz.requests.ts";

/** What any request may be answered with: an address that is none or too long, a body where none belongs that is too large or no JSON. */
const ANY = [400, 404, 413, 414, 415];

const ERROR = "/components/schemas/ErrorReply";

export class ReplyJudge {
  readonly #ajv = new Ajv({ strict: false, formats: { uri: true, "date-time": true } });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenApi) {
    this.#ajv.addSchema(withNulls(document) as object, "document");
  }

  /** Null if there is nothing wrong with it. */
  faultOf({ path, method, operation }: FuzzOperation, { isAstray }: FuzzRequest, reply: TestReply): string | null {
    const { status, body } = reply;
    if (status >= 500 && !isNoServer(operation, status)) return `is a ${status}: ${JSON.stringify(body)}`;
    if (status >= 400) {
      const isKnown = isAstray || status in operation.responses || ANY.includes(status);
      return isKnown
        ? this.#bodyFault(ERROR, reply)
        : `is a ${status}, which the document does not know: ${JSON.stringify(body)}`;
    }
    if (isAstray || !operation.responses[status]?.content?.["application/json"]) return null;
    return this.#bodyFault(`/paths/${escaped(path)}/${method}/responses/${status}/content/application~1json/schema`, reply);
  }

  #bodyFault(place: string, { headers, body }: TestReply): string | null {
    if (headers["content-type"] !== "application/json; charset=utf-8") return `is ${headers["content-type"]}`;
    const validate = this.#validator(place);
    return validate(body) ? null : `is not what the document says: ${this.#ajv.errorsText(validate.errors)}`;
  }

  #validator(place: string): ValidateFunction {
    const made = this.#compiled.get(place) ?? this.#ajv.compile({ $ref: `document#${place}` });
    this.#compiled.set(place, made);
    return made;
  }
}

/** The job of the path has no server: nothing is wrong with the hub. */
function isNoServer({ operationId }: Operation, status: number): boolean {
  return status === 503 && operationId.startsWith("projects_jobs_connect");
}

/** For the document a choice or a reference that is nullable is null too; for Ajv null must stand among the choices. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls);
  if (typeof value !== "object" || value === null) return value;
  const node: Record<string, unknown> = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withNulls(inner)]),
  );
  const { nullable, ...rest } = node;
  if (nullable !== true) return node;
  if (node.allOf) return { anyOf: [rest, { type: "null" }] };
  return Array.isArray(node.enum) ? { ...node, enum: [...node.enum, null] } : node;
}

/** As a part of a JSON pointer, within a URI. */
function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
