import type { App } from "./app.ts";

const LOOK_EVERY_MS = 20;

/**
 * Node waits on close for connections on which nothing was asked yet, as browsers open them in advance: for up to a minute. Here
 * they go as soon as no request is under way.
 */
export function addPromptClosing(app: App): void {
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;
  app.server.on("request", (_request, response) => {
    underWay += 1;
    response.once("close", () => {
      underWay -= 1;
    });
  });
  app.addHook("preClose", async () => {
    timer = setInterval(() => underWay === 0 && app.server.closeAllConnections(), LOOK_EVERY_MS);
  });
  // Runs when the last request is answered and the server is closed.
  app.addHook("onClose", async () => clearInterval(timer));
}
