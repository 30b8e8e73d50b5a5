import { afterEach, beforeEach, expect, it } from "vitest";
import { createClient, type Hub } from "../../clients/typescript/src/client.ts";
import { Presence } from "./presence.ts";
import { FakeManager, listeningLog } from "./testing.ts";

let manager: FakeManager;
let hub: Hub;
let link: { isUp: boolean };
let presence: Presence;
beforeEach(async () => {
  manager = await new FakeManager().start();
  hub = createClient({ url: manager.url, token: "t" });
  link = { isUp: true };
  const { log } = listeningLog();
  presence = new Presence({ hub, link, log, hostname: "here", pid: 7, version: "1.0", everyMs: 1 });
});
afterEach(async () => {
  await presence.stop();
  await hub.close();
  await manager.stop();
});

const told = () => manager.requests.map(({ method, path, body }) => ({ method, path, body }));
const message = (stopping: boolean) => ({
  method: "POST",
  path: "/api/hub/overseers/",
  body: { hostname: "here", pid: 7, version: "1.0", stopping },
});

it("tells the manager now and then that it is there, and once that it goes", async () => {
  await presence.start();
  await manager.until(() => manager.requests.length >= 3);
  await Promise.all([presence.stop(), presence.stop()]);
  const all = told();
  expect(all.slice(0, 2)).toEqual([message(false), message(false)]);
  expect(all.filter(({ body }) => (body as { stopping: boolean }).stopping)).toEqual([message(true)]);
  expect(all.at(-1)).toEqual(message(true));
});

it("goes on where the manager fails, and says nothing while it is away", async () => {
  let failures = 0;
  manager.fault = () => (++failures <= 2 ? { status: 500, body: "{}" } : null);
  await presence.start();
  await manager.until(() => failures > 3);
  link.isUp = false;
  await presence.stop();
  expect(told().at(-1)).toEqual(message(true));
});

it("takes no leave where it was never heard", async () => {
  link.isUp = false;
  await presence.start();
  await presence.stop();
  expect(told()).toEqual([]);
});
