import { ConnectionError } from "./errors.ts";
import type { Incoming, Outgoing, Transport } from "./transport.ts";

/** Over `fetch`, for browsers. */
export function fetchTransport(origin: string, fetch: typeof globalThis.fetch = globalThis.fetch): Transport {
  return {
    async send(request) {
      const silence = new Silence(request.timeoutMs);
      const signal = request.signal ? AbortSignal.any([request.signal, silence.signal]) : silence.signal;
      const guard = <T>(run: () => Promise<T>) => guarded(request, origin, silence, run);
      const { method, path, headers, body } = request;
      const response = await guard(() => fetch(origin + path, { method, headers, body: body ?? null, signal }));
      silence.restart();
      return {
        status: response.status,
        header: (name) => response.headers.get(name),
        text: () => guard(() => response.text()).finally(() => silence.end()),
        chunks: () => chunks(response, silence, guard),
      } satisfies Incoming;
    },
    async close() {},
  };
}

/** Aborts when nothing was heard for too long. */
class Silence {
  readonly #abort = new AbortController();
  readonly #timeoutMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.restart();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  restart(): void {
    this.end();
    if (this.#timeoutMs > 0) this.#timer = setTimeout(() => this.#abort.abort(), this.#timeoutMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

async function guarded<T>(request: Outgoing, origin: string, silence: Silence, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    silence.end();
    if (request.signal?.aborted) throw request.signal.reason;
    const message = `${request.method} ${origin}${request.path}: ${(error as Error).message}`;
    throw new ConnectionError(message, { cause: error, timedOut: silence.signal.aborted });
  }
}

/** Read by hand: not every browser can iterate a stream. */
async function* chunks(response: Response, silence: Silence, guard: <T>(run: () => Promise<T>) => Promise<T>) {
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const part = await guard(async () => reader?.read());
      if (!part || part.done) return;
      silence.restart();
      yield part.value;
    }
  } finally {
    silence.end();
    await reader?.cancel().catch(() => {});
  }
}
