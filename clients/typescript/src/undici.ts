import { Agent, type Dispatcher } from "undici";
import { ConnectionError } from "./errors.ts";
import type { Incoming, Outgoing, Transport } from "./transport.ts";

const CONNECT_MS = 10_000;
const TIMEOUTS = ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"];

/** Over undici's own request, which takes a quarter of the processor time of Node's `fetch`. Connections are kept alive. */
export function undiciTransport(origin: string): Transport {
  const agent = new Agent({ connect: { timeout: CONNECT_MS } });
  return {
    async send(request) {
      const { statusCode, headers, body } = await translated(request, origin, () => agent.request(options(request, origin)));
      return {
        status: statusCode,
        header: (name) => first(headers[name]),
        text: () => translated(request, origin, () => body.text()),
        chunks: () => translatedChunks(request, origin, body),
      } satisfies Incoming;
    },
    close: () => agent.close(),
  };
}

function options({ method, path, headers, body, signal, timeoutMs }: Outgoing, origin: string): Dispatcher.RequestOptions {
  return {
    origin,
    path,
    method: method as Dispatcher.HttpMethod,
    headers,
    body: body ?? null,
    signal: signal ?? null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  };
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

async function translated<T>(request: Outgoing, origin: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translate(error, request, origin);
  }
}

async function* translatedChunks(request: Outgoing, origin: string, body: AsyncIterable<Uint8Array>) {
  try {
    yield* body;
  } catch (error) {
    throw translate(error, request, origin);
  }
}

function translate(error: unknown, { method, path, signal }: Outgoing, origin: string): unknown {
  if (signal?.aborted) return signal.reason;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const timedOut = TIMEOUTS.includes(code);
  return new ConnectionError(`${method} ${origin}${path}: ${message || code}`, { cause: error, timedOut });
}
