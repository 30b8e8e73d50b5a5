import fc from "fast-check";
import { expect, it } from "vitest";
import { closeFrame, FrameMeter } from "./websocket-frames.ts";

/** A binary frame as a server or, with a mask, a client sends it. Its payload looks like the start of another. */
function frame(bytes: number, mask: boolean): Buffer {
  const lengthBytes = bytes < 126 ? 0 : bytes < 65_536 ? 2 : 8;
  const header = Buffer.alloc(2 + lengthBytes + (mask ? 4 : 0), 0x81);
  header.writeUInt8(0x82, 0);
  header.writeUInt8((mask ? 0x80 : 0) + (lengthBytes === 0 ? bytes : lengthBytes === 2 ? 126 : 127), 1);
  if (lengthBytes === 2) header.writeUInt16BE(bytes, 2);
  if (lengthBytes === 8) header.writeBigUInt64BE(BigInt(bytes), 2);
  return Buffer.concat([header, Buffer.alloc(bytes, 0x81)]);
}

it("knows the places between frames, however they are cut", () => {
  const sizes = fc.array(fc.tuple(fc.constantFrom(0, 1, 125, 126, 65_535, 65_536), fc.boolean()), { maxLength: 5 });
  fc.assert(
    fc.property(sizes, fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1 }), (frames, cuts) => {
      const all = Buffer.concat(frames.map(([bytes, mask]) => frame(bytes, mask)));
      const lengths = frames.map(([bytes, mask]) => frame(bytes, mask).length);
      const ends = new Set(lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length, 0)));
      const meter = new FrameMeter();
      for (let at = 0, i = 0; at < all.length; i += 1) {
        const next = Math.min(at + (cuts[i % cuts.length] ?? 1), all.length);
        meter.add(all.subarray(at, next));
        at = next;
        expect(meter.isBetweenFrames).toBe(ends.has(at));
      }
    }),
    { numRuns: 50 },
  );
});

it("closes with a code and a reason, which has to be short", () => {
  expect(closeFrame(1001, "Bye")).toEqual(Buffer.from([0x88, 5, 0x03, 0xe9, 0x42, 0x79, 0x65]));
  expect(closeFrame(1001, "x".repeat(200)).length).toBe(2 + 2 + 123);
});
