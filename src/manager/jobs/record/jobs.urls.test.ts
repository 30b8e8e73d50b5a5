import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../core/json.ts";
import { isOutsideUrls, outsideUrls } from "./jobs.urls.ts";

const job = { id: 7, project: 3, key: "the key" };
const inside = { ws: "ws://10.0.0.1:9000/kernel?a=b", http: "http://10.0.0.1:9000" };

describe("outsideUrls", () => {
  it("leads through the hub, with the key", () => {
    expect(outsideUrls(job, inside, "http://hub:8000")).toEqual({
      ws: "ws://hub:8000/api/projects/3/jobs/7/connect/kernel?a=b&key=the%20key",
      http: "http://hub:8000/api/projects/3/jobs/7/connect/?key=the%20key",
    });
    expect(outsideUrls(job, { ws: "wss://inside/" }, "https://hub")?.ws).toMatch(/^wss:\/\/hub\/api/);
  });

  it("is nothing where there are no addresses", () => {
    for (const urls of [null, "http://x/", [], {}, { ws: 5 }, { ws: "not an address" }] as JsonValue[]) {
      expect(outsideUrls(job, urls, "http://hub")).toBeNull();
    }
    expect(outsideUrls({ ...job, project: null }, inside, "http://hub")).toBeNull();
  });
});

describe("isOutsideUrls", () => {
  it("knows what comes back from a client that read the job", () => {
    expect(isOutsideUrls(outsideUrls(job, inside, "http://hub"), job)).toBe(true);
    expect(isOutsideUrls(inside, job)).toBe(false);
    expect(isOutsideUrls(outsideUrls(job, inside, "http://hub"), { ...job, id: 8 })).toBe(false);
    for (const urls of [undefined, null, "x"]) expect(isOutsideUrls(urls, job)).toBe(false);
  });
});
