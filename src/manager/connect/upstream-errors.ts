/** What went wrong between us and a job's server, as an error of the API. */

import { ApiError } from "../../core/errors.ts";

/** There was no connection. */
const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNTIMEDOUT",
]);

/** Given to what is destroyed because it takes too long. */
export function timedOut(code: "ECONNTIMEDOUT" | "EANSWERTIMEDOUT"): Error {
  return Object.assign(new Error("timed out"), { code });
}

export function upstreamError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { code = "" } = error as NodeJS.ErrnoException;
  if (UNREACHABLE.has(code)) return new ApiError("notConnectable", "The job's server cannot be reached.");
  if (code === "EANSWERTIMEDOUT") return new ApiError("badGateway", "The job's server took too long.");
  return new ApiError("badGateway");
}
