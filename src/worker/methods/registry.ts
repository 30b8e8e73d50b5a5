/**
 * The methods that this worker runs: what they are, and what they take, as JSON Schema. Free of their code and of any
 * input or output, so that forms and pages can be made from it anywhere.
 */

import Type, { type Static, type TObject } from "typebox";
import { MAX_TEXT } from "./limits.ts";

export interface MethodFacts {
  readonly title: string;
  readonly description: string;
  readonly params: TObject;
  readonly examples: readonly object[];
}

const path = { minLength: 1, maxLength: 1_000 };
const format = { minLength: 1, maxLength: 200 };

export const METHODS = {
  sleep: {
    title: "Sleep",
    description: "Waits, and says so. For trying things out.",
    params: Type.Object(
      {
        seconds: Type.Optional(
          Type.Number({ title: "Seconds", description: "Length of each repetition.", minimum: 0, maximum: 86_400, default: 1 }),
        ),
        repeat: Type.Optional(
          Type.Integer({ title: "Repetitions", description: "How often.", minimum: 1, maximum: 1_000_000, default: 1 }),
        ),
        fail: Type.Optional(
          Type.Integer({ title: "Fail at", description: "Fails at this repetition, counted from 1.", minimum: 1 }),
        ),
      },
      { additionalProperties: false },
    ),
    examples: [{ seconds: 1 }, { seconds: 2, repeat: 30 }, { seconds: 1, repeat: 5, fail: 3 }],
  },
  convert: {
    title: "Convert",
    description: "Converts a document to another format with Pandoc: a file of the project, or a text.",
    params: Type.Object(
      {
        path: Type.Optional(
          Type.String({ title: "Document", description: "File in the project's folder to convert.", ...path }),
        ),
        text: Type.Optional(
          Type.String({ title: "Text", description: "A small document to convert, instead of a file.", maxLength: MAX_TEXT }),
        ),
        from: Type.Optional(
          Type.String({
            title: "From",
            description:
              "Pandoc's name of the format, with extensions if need be (markdown+emoji), or a file extension. " +
              "Default: by the extension of the document; markdown for a text.",
            ...format,
          }),
        ),
        to: Type.Optional(
          Type.String({
            title: "To",
            description: "Pandoc's name of the format, or a file extension. Default: by the extension of the output.",
            ...format,
          }),
        ),
        output: Type.Optional(
          Type.String({
            title: "Output",
            description: "File in the project's folder to write. Default: named like the document.",
            ...path,
          }),
        ),
      },
      { additionalProperties: false },
    ),
    examples: [
      { path: "README.md", to: "docx" },
      { path: "notes/report.docx", output: "notes/report.md" },
      { text: "# Hello\n\nThis is *Markdown*.", to: "html" },
    ],
  },
} as const satisfies Record<string, MethodFacts>;

export type MethodName = keyof typeof METHODS;
export type ParamsOf<Name extends MethodName> = Static<(typeof METHODS)[Name]["params"]>;

export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];

export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}
