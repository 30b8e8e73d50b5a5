/** Writes that the database refuses because something of that name is there already. */

import pg from "pg";
import { ApiError } from "../../core/errors.ts";

const UNIQUE_VIOLATION = "23505";

/** A 409 that names the field. */
export function conflict(field: string, message: string): ApiError {
  return new ApiError("conflict", `${field}: ${message}`, [{ field, message }]);
}

/** The same write; if the unique index refuses it, a `conflict`. */
export async function orConflict<T>(write: Promise<T>, index: string, field: string, message: string): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const isTaken = error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === index;
    throw isTaken ? conflict(field, message) : error;
  }
}
