/** Requests whose bodies stream, and may take longer to arrive than others are given (`requestTimeout` of the server). */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

const slow = new WeakSet<Socket>();

/** Whoever handles the request has to end it if it stands still. */
export function mayTakeLong({ socket }: IncomingMessage, response: ServerResponse): void {
  slow.add(socket);
  response.once("close", () => slow.delete(socket));
}

export function takesLong(socket: Socket): boolean {
  return slow.has(socket);
}
