/** Every answer that is not a success leaves here, in one shape: `{message, errors?}`. */

import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, type ErrorCode } from "../../core/errors.ts";
import { isUnavailable } from "../../database/connect.ts";
import type { App } from "./app.ts";
import { takesLong } from "./slow-requests.ts";

/** When to try again after what passes by itself and does not say when, in seconds. */
const RETRY_AFTER = 2;
const PASSES = new Set([429, 503]);

/** @param answerMissing answers what has no route, or null. */
export function addErrorReplies(
  app: App,
  answerMissing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null = () => null,
): void {
  app.setErrorHandler((error, request, reply) => replyWith(error, request, reply));
  app.setNotFoundHandler(
    (request, reply) => answerMissing(request, reply) ?? replyWith(new ApiError("notFound"), request, reply),
  );
}

/** For what goes wrong before a route is found, such as a malformed address. */
export function replyToFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void replyWith(error, request, reply);
}

function replyWith(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const apiError = toApiError(error);
  // The route and not the address, which may hold a token or a key. A job that has no server is no fault of ours.
  if (apiError.status >= 500 && apiError.code !== "notConnectable")
    request.log[apiError.status === 503 ? "warn" : "error"]({
      err: error,
      method: request.method,
      route: request.routeOptions.url,
    });
  if (apiError.status === 401) reply.header("www-authenticate", 'Token realm="jobhub"');
  const retryAfter = apiError.retryAfter ?? (PASSES.has(apiError.status) ? RETRY_AFTER : null);
  if (retryAfter !== null) reply.header("retry-after", retryAfter);
  const { status, message, errors } = apiError;
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .serializer(JSON.stringify)
    .send(errors.length > 0 ? { message, errors } : { message });
}

/** Fastify's own errors that have a place in the catalogue. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: "badRequest",
  FST_ERR_MAX_PARAM_LENGTH: "uriTooLong",
  FST_ERR_CTP_BODY_TOO_LARGE: "tooLarge",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "notJson",
};

export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!(error instanceof Error)) return new ApiError("internal");
  const { code = "", statusCode = 500, message } = error as Partial<FastifyError>;
  const known = FRAMEWORK_CODES[code];
  if (known) return new ApiError(known);
  if (code.startsWith("FST_ERR_") && statusCode >= 400 && statusCode < 500) return new ApiError("badRequest", message);
  return new ApiError(isUnavailable(error) ? "unavailable" : "internal");
}

/** Status of what Node's HTTP parser refuses, by its error code. */
const PARSER_STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** For what is not HTTP at all, or has too much of it in its headers. */
export function replyToClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT" && takesLong(socket)) return;
  const status = PARSER_STATUS[error.code ?? ""] ?? 400;
  endSocket(socket, status, `${STATUS_CODES[status]}.`);
}

/** For what is a socket only: a handshake that came to nothing. */
export function rejectSocket(socket: Socket, { status, message }: ApiError): void {
  endSocket(socket, status, message, PASSES.has(status) ? `Retry-After: ${RETRY_AFTER}\r\n` : "");
}

/** How long the other side may take to close a connection that we have ended. */
const LINGER_MS = 5_000;

function endSocket(socket: Socket, status: number, message: string, headers = ""): void {
  const body = JSON.stringify({ message });
  socket.setTimeout(LINGER_MS, () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `${headers}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
