/**
 * The catalogue of errors that the API answers with: stable code, HTTP status, default message, and whether the same
 * request may succeed later. docs/errors.md lists it; a test keeps the two the same.
 */

interface ErrorFacts {
  readonly status: number;
  readonly message: string;
  readonly retry: boolean;
}

export const ERRORS = {
  badRequest: { status: 400, message: "The request is not valid.", retry: false },
  malformedJson: { status: 400, message: "The body is not valid JSON.", retry: false },
  notAuthenticated: { status: 401, message: "Authentication credentials were not provided.", retry: false },
  badToken: { status: 401, message: "The token is not valid.", retry: false },
  badCredentials: { status: 401, message: "The username or the password is not right.", retry: false },
  overQuota: { status: 402, message: "A quota of the account is used up.", retry: true },
  notAllowed: { status: 403, message: "You do not have permission to do this.", retry: false },
  notFound: { status: 404, message: "Not found.", retry: false },
  methodNotAllowed: { status: 405, message: "This method is not allowed here.", retry: false },
  conflict: { status: 409, message: "This conflicts with what is already there.", retry: false },
  noAnswer: { status: 424, message: "The worker does not answer.", retry: true },
  tooLarge: { status: 413, message: "The body is too large.", retry: false },
  uriTooLong: { status: 414, message: "The address is too long.", retry: false },
  notJson: { status: 415, message: "The body must be JSON: send Content-Type: application/json.", retry: false },
  tooManyRequests: { status: 429, message: "Too many requests.", retry: true },
  badGateway: { status: 502, message: "The job's server did not answer as it should.", retry: true },
  notConnectable: { status: 503, message: "The job cannot be connected to at the moment.", retry: true },
  internal: { status: 500, message: "Something went wrong on the server.", retry: true },
  unavailable: { status: 503, message: "The database is away. Try again soon.", retry: true },
} as const satisfies Record<string, ErrorFacts>;

export type ErrorCode = keyof typeof ERRORS;

/** What is wrong with one field of a request, in camelCase; of a nested one, `outer.inner`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** An answer of the API that is not a success. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** Seconds until the same request may succeed; null if nobody knows. */
  readonly retryAfter: number | null;

  constructor(
    code: ErrorCode,
    message: string = ERRORS[code].message,
    errors: readonly FieldError[] = [],
    retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = ERRORS[code].status;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

/** A 400 that names one field and says what would be right. */
export function badField(field: string, message: string): ApiError {
  return new ApiError("badRequest", `${field}: ${message}`, [{ field, message }]);
}
