/** A thread for tests: a job that is a server of its own. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { runJob } from "../../worker/job-thread.ts";
import type { Method } from "../../worker/methods/method.ts";
import type { ThreadJob, ThreadResult } from "../../worker/protocol.ts";

/** Answers each request with its address, and each message with the same, until it is told to end or stopped. */
const session: Method<object> = async (context) => {
  const ended = new AbortController();
  const server = createServer((request, response) => {
    response.end(`session at ${request.url}`);
    if (request.url === "/end") ended.abort();
  });
  new WebSocketServer({ server }).on("connection", (client) => client.on("message", (data) => client.send(String(data))));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  context.urls({ http: `http://127.0.0.1:${port}/`, ws: `ws://127.0.0.1:${port}/` });
  await once(AbortSignal.any([ended.signal, context.signal]), "abort");
  // Those who are connected stay so: it is for the hub to cut them off.
  return "ended";
};

export default (job: ThreadJob): Promise<ThreadResult> => runJob({ session: async () => session as Method }, job);
