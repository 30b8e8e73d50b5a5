/** Writes that the database refuses because of what is there: something of that name, or what needs what is deleted. */

import pg from "pg";
import { ApiError } from "../../core/errors.ts";

/** A 409 that names the field. */
export function conflict(field: string, message: string): ApiError {
  return new ApiError("conflict", `${field}: ${message}`, [{ field, message }]);
}

/** The same write; if this constraint or unique index refuses it, a `conflict`. */
export async function orConflict<T>(write: Promise<T>, constraint: string, field: string, message: string): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const isRefused = error instanceof pg.DatabaseError && error.constraint === constraint;
    throw isRefused ? conflict(field, message) : error;
  }
}
