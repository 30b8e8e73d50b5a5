/** Which errors of a database mean that it is away, rather than that a statement was wrong. */

import pg from "pg";

/** SQLSTATEs (whole, or their two-character class) after which the same statement may succeed later. */
const UNAVAILABLE = new Set([
  "08", // connection exceptions
  "53", // out of memory, disk, or connections
  "57P", // shut down, crashed, or starting up
  "58", // the server's own input and output, such as a disk that fails
  "40001", // a transaction that could not be put in order with others
  "40P01", // a deadlock, of which this was the one to give way
  "55000", // a database that takes no connections for a while
  "25006", // read only: a standby, until it is promoted
  "55P03", // a lock could not be had in time
  "57014", // a statement that took too long
]);

/** Errors of the socket. */
const LOST_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT", // a Unix socket that is not there
]);

/** What the `pg` library throws without a code. */
const LOST_MESSAGES =
  /Connection terminated|Connection ended|connection timeout|Query read timeout|timeout exceeded when trying to connect|not queryable|Client was closed/i;

/** Whether the database is away, full or overloaded: what a 503 and another try are for. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return isConnectionLost(error);
  const code = error.code ?? "";
  return UNAVAILABLE.has(code) || UNAVAILABLE.has(code.slice(0, 2)) || UNAVAILABLE.has(code.slice(0, 3));
}

/** Whether the connection is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return error.severity === "FATAL" || error.severity === "PANIC";
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && LOST_CODES.has(code)) return true;
  return LOST_MESSAGES.test(error.message) || (error instanceof AggregateError && error.errors.some(isConnectionLost));
}
