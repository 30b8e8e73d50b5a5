/**
 * Values as Python writes them, read back: what Celery's events tell of arguments and results is their `repr`. Only what is a value of
 * JSON in full is read. What is cut short, and objects of classes, are text for people, and nothing else.
 */

import type { JsonValue } from "../core/json.ts";

/** Celery cuts at 1,024: what comes near to that may lack something. */
const MOST_CHARS = 1_000;
const MOST_DEPTH = 50;

const SPACE = /\s*/y;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])/iy;
const WORD = /[A-Za-z_]+/y;
/** What is between quotes is in the group that they choose. */
const STRING = /u?(?:'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)")/y;
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;

const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["None", null],
  ["True", true],
  ["False", false],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

/** Something that is not a value of JSON. */
class NoValue extends Error {
  override name = "NoValue";
}

/** The value, in a list of one; null if the text is not the whole `repr` of a value that JSON has. Tuples become arrays. */
export function parsePython(text: string): [JsonValue] | null {
  if (text.length >= MOST_CHARS || text.includes("\0")) return null;
  try {
    return [new Parser(text).whole()];
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonValue {
    const value = this.#value(0);
    this.#take(SPACE);
    if (this.#at < this.#text.length) throw new NoValue();
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > MOST_DEPTH) throw new NoValue();
    this.#take(SPACE);
    switch (this.#text[this.#at]) {
      case "[":
        return this.#list("]", depth);
      case "(":
        return this.#tuple(depth);
      case "{":
        return this.#dict(depth);
      default:
        return this.#string() ?? this.#number() ?? this.#word();
    }
  }

  #list(end: string, depth: number): JsonValue[] {
    const values: JsonValue[] = [];
    this.#at += 1;
    for (let more = !this.#skip(end); more; more = !this.#skip(end)) {
      values.push(this.#value(depth + 1));
      if (!this.#skip(",")) {
        if (!this.#skip(end)) throw new NoValue();
        return values;
      }
    }
    return values;
  }

  /** Without a comma it is only a value in parentheses: `repr` writes no such thing. */
  #tuple(depth: number): JsonValue[] {
    const from = this.#at;
    const values = this.#list(")", depth);
    if (values.length === 1 && !/,\s*\)$/.test(this.#text.slice(from, this.#at))) throw new NoValue();
    return values;
  }

  #dict(depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    this.#at += 1;
    for (let more = !this.#skip("}"); more; more = !this.#skip("}")) {
      const key = this.#value(depth + 1);
      if (typeof key !== "string" || key === "__proto__" || !this.#skip(":")) throw new NoValue();
      entries.push([key, this.#value(depth + 1)]);
      if (!this.#skip(",")) {
        if (!this.#skip("}")) throw new NoValue();
        break;
      }
    }
    return Object.fromEntries(entries);
  }

  #string(): string | undefined {
    const found = this.#take(STRING);
    return found && unescaped(found[1] ?? found[2] ?? "");
  }

  /** Whole numbers beyond what JavaScript tells apart are no values here. */
  #number(): number | undefined {
    const text = this.#take(NUMBER)?.[0];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || (/^-?\d+$/.test(text) && !Number.isSafeInteger(value))) throw new NoValue();
    return value;
  }

  #word(): JsonValue {
    const value = WORDS.get(this.#take(WORD)?.[0] ?? "");
    if (value === undefined) throw new NoValue();
    return value;
  }

  #skip(mark: string): boolean {
    this.#take(SPACE);
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

function unescaped(body: string): string {
  return body.replace(ESCAPE, (_, hex, short, long, octal, one: string | undefined) => {
    if (one !== undefined) return ESCAPES[one] ?? `\\${one}`;
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
    // The record takes neither of the last two.
    if (code > 0x10ffff || code === 0 || (code >= 0xd800 && code < 0xe000)) throw new NoValue();
    return String.fromCodePoint(code);
  });
}
