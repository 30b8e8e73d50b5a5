import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ApiError, ERRORS } from "../../core/errors.ts";
import { toApiError } from "./errors.ts";

const DOCS = new URL("../../../docs/errors.md", import.meta.url);

it("docs/errors.md lists the catalogue, and nothing else", () => {
  const rows = readFileSync(DOCS, "utf8")
    .split("\n")
    .map((line) => /^\| `(\w+)` \| (\d{3}) \| (.+?) \| (yes|no) \|/.exec(line))
    .filter((row) => row !== null)
    .map(([, code, status, message, retry]) => ({ code, status: Number(status), message, retry: retry === "yes" }));
  expect(rows).toEqual(Object.entries(ERRORS).map(([code, facts]) => ({ code, ...facts })));
});

it.each([
  [new ApiError("conflict", "Taken."), "conflict", "Taken."],
  [Object.assign(new Error("x"), { code: "FST_ERR_CTP_BODY_TOO_LARGE", statusCode: 413 }), "tooLarge", ERRORS.tooLarge.message],
  [
    Object.assign(new Error("Odd length"), { code: "FST_ERR_CTP_INVALID_CONTENT_LENGTH", statusCode: 400 }),
    "badRequest",
    "Odd length",
  ],
  [Object.assign(new Error("x"), { code: "FST_ERR_REP_ALREADY_SENT", statusCode: 500 }), "internal", ERRORS.internal.message],
  [Object.assign(new Error("x"), { code: "ECONNREFUSED" }), "unavailable", ERRORS.unavailable.message],
  [new Error("Connection terminated unexpectedly"), "unavailable", ERRORS.unavailable.message],
  [new TypeError("x is not a function"), "internal", ERRORS.internal.message],
  ["thrown text", "internal", ERRORS.internal.message],
  [undefined, "internal", ERRORS.internal.message],
])("%s is told as it should be", (error, code, message) => {
  expect(toApiError(error)).toMatchObject({ code, message });
});
