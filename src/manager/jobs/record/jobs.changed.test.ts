import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeChanged, encodeChanged, MAX_IDS } from "./jobs.changed.ts";

describe("encodeChanged", () => {
  it("fits notifications, and tells who reads it what was put in", () => {
    const job = fc.record({
      id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      project: fc.option(fc.integer({ min: 1, max: 5 })),
    });
    fc.assert(
      fc.property(fc.array(job, { maxLength: 900 }), (jobs) => {
        const payloads = encodeChanged(jobs);
        const told = new Map<number, number>();
        for (const payload of payloads) {
          expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
          for (const [project, ids] of decodeChanged(payload)) {
            const given = jobs.filter((each) => each.project === project).map(({ id }) => id);
            expect(ids).toEqual(given.length > MAX_IDS ? "all" : given);
            told.set(project, (told.get(project) ?? 0) + 1);
          }
        }
        const projects = new Set(jobs.flatMap(({ project }) => project ?? []));
        expect(new Map([...projects].map((project) => [project, 1]))).toEqual(told);
      }),
      { numRuns: 200 },
    );
  });
});
