import { expect, it } from "vitest";
import type { JobStatusChange } from "../../hub.ts";
import { stepsOf } from "./states.ts";

const change = (status: JobStatusChange["status"], second: number, attempt = 0): JobStatusChange => ({
  time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  status,
  attempt,
  worker: null,
});
const words = (changes: readonly JobStatusChange[], attempt = 0) =>
  stepsOf(changes, attempt).map(
    ({ status, time, isCurrent, lastedMs }) => `${status}${time ? "" : "?"}${isCurrent ? "!" : ""} ${lastedMs}`,
  );

it("shows what an attempt that goes on went through, and what is to come", () => {
  expect(words([change("DISPATCHED", 0), change("STARTED", 3)])).toEqual([
    "DISPATCHED 3000",
    "STARTED! null",
    "RUNNING? null",
    "null? null",
  ]);
});

it("shows of an attempt that is over what there was alone", () => {
  const changes = [
    change("DISPATCHED", 0),
    change("RUNNING", 1),
    change("RETRY", 2),
    change("DISPATCHED", 3, 1),
    change("CANCELLED", 4, 1),
  ];
  expect(words(changes)).toEqual(["DISPATCHED 1000", "RUNNING 1000", "RETRY null"]);
  expect(words([...changes, change("TERMINATED", 6, 1)], 1)).toEqual(["DISPATCHED 1000", "CANCELLED 2000", "TERMINATED null"]);
});
