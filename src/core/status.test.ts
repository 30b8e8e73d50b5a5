import { describe, expect, it } from "vitest";
import { CATEGORIES, isEnded, isStatus, mayBecome, STATUS_NAMES, STATUSES, statusesOf } from "./status.ts";

describe("statuses", () => {
  it("are the thirteen of the contract, in rank order", () => {
    expect(STATUS_NAMES).toEqual([
      "WAITING",
      "DISPATCHED",
      "PENDING",
      "RECEIVED",
      "STARTED",
      "RUNNING",
      "RETRY",
      "SUCCESS",
      "CANCELLED",
      "REVOKED",
      "TERMINATED",
      "FAILURE",
      "REJECTED",
    ]);
    const ranks = STATUS_NAMES.map((name) => STATUSES[name].rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it("each belong to one category", () => {
    expect(CATEGORIES.flatMap(statusesOf).sort()).toEqual([...STATUS_NAMES].sort());
  });

  it("are told from other text", () => {
    expect(isStatus("SUCCESS")).toBe(true);
    for (const other of ["success", "", "toString", "__proto__", null, 3]) expect(isStatus(other)).toBe(false);
  });
});

describe("mayBecome", () => {
  it("never goes down or sideways in rank", () => {
    for (const from of STATUS_NAMES) {
      for (const to of STATUS_NAMES) {
        if (STATUSES[to].rank <= STATUSES[from].rank) expect(mayBecome(from, to), `${from} to ${to}`).toBe(false);
      }
    }
  });

  it("lets an ended job stay ended, but for the worker's word on a cancelled one", () => {
    const left = STATUS_NAMES.filter(isEnded).flatMap((from) =>
      STATUS_NAMES.filter((to) => mayBecome(from, to)).map((to) => [from, to]),
    );
    expect(left).toEqual([
      ["CANCELLED", "REVOKED"],
      ["CANCELLED", "TERMINATED"],
    ]);
  });

  it("reaches every status from DISPATCHED but the two before it", () => {
    expect(STATUS_NAMES.filter((to) => !mayBecome("DISPATCHED", to))).toEqual(["WAITING", "DISPATCHED"]);
  });
});
