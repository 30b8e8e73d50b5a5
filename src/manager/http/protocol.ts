import { ApiError } from "../../core/errors.ts";
import type { App } from "./app.ts";

/** What Node refuses by itself without a word, in the shape of all errors. Goes with `requireHostHeader: false`. */
export function addProtocolErrors(app: App): void {
  app.addHook("onRequest", ({ raw }, _reply, done) => {
    const lacksHost = raw.httpVersion === "1.1" && raw.headers.host === undefined;
    done(lacksHost ? new ApiError("badRequest", "The header Host is missing.") : undefined);
  });
  app.server.on("checkExpectation", (_request, response) => {
    const body = JSON.stringify({ message: "What the header Expect asks for cannot be met." });
    const type = "application/json; charset=utf-8";
    response.writeHead(417, { "content-type": type, "content-length": body.length, connection: "close" }).end(body);
  });
}
