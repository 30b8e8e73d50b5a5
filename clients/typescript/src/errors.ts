import type { FieldFault } from "./generated/types.ts";

/** The server answered, and not with success. */
export class AnswerError extends Error {
  override name = "AnswerError";
  /** HTTP status. */
  readonly status: number;
  /** What is wrong with which field. Often empty. */
  readonly errors: readonly FieldFault[];
  /** How long the server asks to wait before another try, if it does. */
  readonly retryAfterMs: number | null;
  /** Whether the answer is in the hub's own shape. One that is not may come from a proxy, or from another server altogether. */
  readonly fromHub: boolean;

  constructor(facts: Pick<AnswerError, "status" | "message" | "errors" | "retryAfterMs" | "fromHub">) {
    super(facts.message);
    this.status = facts.status;
    this.errors = facts.errors;
    this.retryAfterMs = facts.retryAfterMs;
    this.fromHub = facts.fromHub;
  }
}

/** No answer, or only a part of one: refused, reset, timed out, no such host. Whether the request took effect is not known. */
export class ConnectionError extends Error {
  override name = "ConnectionError";
  readonly timedOut: boolean;

  constructor(message: string, { cause, timedOut = false }: { cause?: unknown; timedOut?: boolean } = {}) {
    super(message, { cause });
    this.timedOut = timedOut;
  }
}

/** Whether the same request may succeed later: no connection, too many requests, or a server that is not well. */
export function isPassing(error: unknown): error is AnswerError | ConnectionError {
  if (error instanceof ConnectionError) return true;
  return error instanceof AnswerError && (error.status >= 500 || error.status === 429 || error.status === 408);
}
