import { AnswerError, isPassing } from "./errors.ts";
import type { FieldFault } from "./generated/types.ts";
import { backoffMs, pause } from "./pause.ts";
import type { Incoming, Transport } from "./transport.ts";

export interface RequestOptions {
  /** Ends the request; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Longest silence of the server, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /**
   * How many more times to try after a lost connection, a 429 or a 5xx, with a growing pause or the one that the server
   * asks for. Default 0: a request that got no answer may have taken effect.
   */
  readonly retries?: number;
}

export interface RequestSpec extends RequestOptions {
  readonly query?: object;
  /** Sent as JSON; a string is JSON already. */
  readonly body?: unknown;
  readonly accept?: string;
}

export type TokenSource = string | null | (() => string | null);

/** Requests to one hub: address, token, JSON in and out, errors. */
export class Requests {
  readonly #transport: Transport;
  readonly #prefix: string;
  readonly #token: TokenSource;
  readonly #timeoutMs: number;

  constructor(options: { transport: Transport; prefix: string; token: TokenSource; timeoutMs: number }) {
    this.#transport = options.transport;
    this.#prefix = options.prefix;
    this.#token = options.token;
    this.#timeoutMs = options.timeoutMs;
  }

  /** @throws {AnswerError | ConnectionError} */
  async json<Answer>(method: string, path: string, spec: RequestSpec = {}): Promise<Answer> {
    const request = async () => {
      const answer = await this.open(method, path, spec);
      return parse<Answer>(await answer.text(), answer.status, `${method} ${path}`);
    };
    return await withRetries(request, spec);
  }

  /** The answer with its body still to be read. @throws {AnswerError | ConnectionError} */
  async open(method: string, path: string, spec: RequestSpec = {}): Promise<Incoming> {
    const { query, body, signal, timeoutMs = this.#timeoutMs, accept = "application/json" } = spec;
    const answer = await this.#transport.send({
      method,
      path: `${this.#prefix}/api${path}${queryString(query)}`,
      headers: this.#headers(accept, body !== undefined),
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      signal,
      timeoutMs,
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw await answerError(answer, `${method} ${path}`);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #headers(accept: string, hasBody: boolean): Record<string, string> {
    const token = typeof this.#token === "function" ? this.#token() : this.#token;
    return {
      accept,
      ...(hasBody && { "content-type": "application/json" }),
      ...(token && { authorization: `Token ${token}` }),
    };
  }
}

/** What has several values is given once for each. */
function queryString(query: object | undefined): string {
  const given = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one): [string, unknown] => [name, one]),
  );
  const there = given.filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(there.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text && `?${text}`;
}

function parse<Answer>(text: string, status: number, what: string): Answer {
  if (text === "") return undefined as Answer;
  try {
    return JSON.parse(text) as Answer;
  } catch {
    const message = `${what}: the answer is not JSON. Is this the address of a hub?`;
    throw new AnswerError({ status, message, errors: [], retryAfterMs: null, fromHub: false });
  }
}

async function answerError(answer: Incoming, what: string): Promise<AnswerError> {
  const said = hubMessage(await answer.text());
  return new AnswerError({
    status: answer.status,
    message: said?.message ?? `${what}: HTTP ${answer.status}`,
    errors: said?.errors ?? [],
    retryAfterMs: retryAfterMs(answer.header("retry-after")),
    fromHub: said !== null,
  });
}

function hubMessage(text: string): { message: string; errors?: FieldFault[] } | null {
  try {
    const body = JSON.parse(text);
    return typeof body?.message === "string" ? body : null;
  } catch {
    return null;
  }
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfterMs(value: string | null): number | null {
  if (value === null) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

async function withRetries<T>(request: () => Promise<T>, { retries = 0, signal }: RequestOptions): Promise<T> {
  for (let failed = 1; ; failed++) {
    try {
      return await request();
    } catch (error) {
      if (failed > retries || !isPassing(error)) throw error;
      const asked = error instanceof AnswerError ? error.retryAfterMs : null;
      await pause(asked ?? backoffMs(failed), signal);
    }
  }
}
