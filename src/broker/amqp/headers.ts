/** Header tables, in types that every peer reads as they were meant. */

type Headers = Readonly<Record<string, unknown>>;

/**
 * Whole numbers as 64 bits: the client would choose the smallest type, and Celery's reads that of 16 bits as a text, loses its
 * connection over it, gets the message again, and so on for ever.
 */
export function safeHeaders(headers: Headers): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, safe(value)]));
}

function safe(value: unknown): unknown {
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(safe);
  if (value !== null && typeof value === "object" && !(value instanceof Date) && !Buffer.isBuffer(value)) {
    return safeHeaders(value as Headers);
  }
  return value;
}
