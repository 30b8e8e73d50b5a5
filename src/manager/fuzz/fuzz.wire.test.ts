/** Bytes that are hardly HTTP, over real connections: whatever comes is answered, or the connection is closed; in time. */

import { once } from "node:events";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const CONNECTIONS = 2_000;
const LANES = 25;
/** How long to wait for more, before our end of a connection is closed: most of what is sent is not the whole of a request. */
const QUIET_MS = 150;
/** A connection that is open for longer counts as one that hangs. */
const HANG_MS = 5_000;

let hub: TestApp;
let port: number;
beforeAll(async () => {
  hub = await buildTestApp({ config: { bodyLimit: 100_000 } });
  port = Number(new URL(await hub.app.listen({ host: "127.0.0.1", port: 0 })).port);
});
afterAll(() => hub.close());

const counts = new Map<number, number>();

const BODY = '{"name":"a"}';

/** Requests as they should be. */
const requests = () => [
  `GET /api/status/ HTTP/1.1\r\nHost: hub\r\n\r\n`,
  `GET /api/users/me/ HTTP/1.1\r\nHost: hub\r\nAuthorization: Token ${hub.user.token}\r\n\r\n`,
  `POST /api/tokens/ HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
  `PATCH /api/jobs/1/ HTTP/1.1\r\nHost: hub\r\nAuthorization: Token ${hub.admin.token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  `GET /api/projects/1/jobs/1/connect/a HTTP/1.1\r\nHost: hub\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
];

/** What goes in between. */
const INSERTS = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  " ",
  "\t",
  ":",
  "%",
  "\xff",
  "\r\nContent-Length: 5",
  "\r\nContent-Length: -1",
  "\r\nContent-Length: 99999999999999999999",
  "\r\nTransfer-Encoding: chunked",
  "\r\nTransfer-Encoding: gzip",
  "\r\nHost: other",
  "\r\nExpect: 100-continue",
  "\r\nConnection: close, upgrade",
  `\r\nX: ${"y".repeat(20_000)}`,
  "\r\nX: y".repeat(3_000),
  "x".repeat(70_000),
  "ffffffffffffffffff\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
];

const change = fc.noBias(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    takes: fc.constantFrom(0, 0, 0, 1, 5, 50),
    puts: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...INSERTS) }, fc.string({ unit: "binary-ascii", maxLength: 20 })),
  }),
);

function changed(request: string, changes: readonly { at: number; takes: number; puts: string }[]): string {
  return changes.reduce((text, { at, takes, puts }) => {
    const anywhere = Math.floor(at * text.length);
    // What is a line by itself goes between lines.
    const place = puts.startsWith("\r\n") ? Math.max(0, text.indexOf("\r\n", anywhere)) : anywhere;
    return text.slice(0, place) + puts + text.slice(place + takes);
  }, request);
}

/** All that comes back, until nothing more does and the connection is closed. @throws if it stays open. */
async function exchange(text: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  const quiet = setTimeout(() => socket.end(), QUIET_MS);
  const late = setTimeout(() => socket.destroy(new Error("It hangs.")), HANG_MS);
  socket.on("data", () => quiet.refresh());
  try {
    await once(socket, "connect");
    socket.write(text, "latin1");
    return (await buffer(socket)).toString("latin1");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ECONNRESET", "EPIPE"].includes(code)) return "";
    throw error;
  } finally {
    clearTimeout(quiet);
    clearTimeout(late);
    socket.destroy();
  }
}

function check(answer: string): void {
  for (const [, status] of answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)) {
    counts.set(Number(status), (counts.get(Number(status)) ?? 0) + 1);
    expect(Number(status)).toBeLessThan(500);
  }
  const refusals = answer.split(/^(?=HTTP\/1\.1 )/m).filter((part) => /^HTTP\/1\.1 4/.test(part));
  for (const refusal of refusals) expect(refusal).toMatch(/\r\n\r\n\{"message":".+/);
}

it("answers or closes", { timeout: 120_000 }, async () => {
  console.log(`FUZZ_SEED=${SEED}`);
  const request = fc.tuple(fc.constantFrom(...requests()), fc.array(change, { minLength: 1, maxLength: 2 }));
  const property = fc.asyncProperty(request, async ([text, changes]) => check(await exchange(changed(text, changes))));
  const lane = (_: unknown, i: number) => fc.assert(property, { seed: SEED + i * 1_000, numRuns: CONNECTIONS / LANES });
  await Promise.all(Array.from({ length: LANES }, lane));
  console.log([...counts].map(([status, count]) => `${status}: ${count}`).join(", "));
  expect([200, 400, 401, 404, 431].filter((status) => !counts.has(status))).toEqual([]);
});
