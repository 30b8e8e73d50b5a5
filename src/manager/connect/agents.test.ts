import type { LookupAddress } from "node:dns";
import { once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { agentFor, checked } from "./agents.ts";

/** What a name that leads to these addresses is answered with. */
function answer(addresses: string | string[]): unknown[] {
  const all = typeof addresses === "string" ? addresses : addresses.map((address): LookupAddress => ({ address, family: 4 }));
  let given: unknown[] = [];
  checked((_hostname, _options, found) => found(null, all, 4))("name", {}, (error, address) => {
    given = [(error as NodeJS.ErrnoException | null)?.code, address];
  });
  return given;
}

it("refuses names that lead to addresses which jobs may not have", () => {
  expect(answer("10.0.0.1")).toEqual([undefined, "10.0.0.1"]);
  expect(answer(["127.0.0.1", "::1"])[1]).toHaveLength(2);
  for (const addresses of ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254", ["10.0.0.1", "169.254.169.254"]]) {
    expect(answer(addresses)).toEqual(["EADDRREFUSED", ""]);
  }
});

it("looks names up, and has a connection for each request", async () => {
  const ports: (number | undefined)[] = [];
  const server = createServer((request, response) => {
    ports.push(request.socket.remotePort);
    response.end();
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  for (let i = 0; i < 2; i += 1) {
    const [reply] = await once(get({ host: "localhost", port, agent: agentFor("http:") }), "response");
    await once(reply.resume(), "close");
  }
  expect(new Set(ports).size).toBe(2);
  server.close();
});
