import { describe, expect, it } from "vitest";
import { GroupCommit } from "./group-commit.ts";

/** A write that is under way until told to end. */
function controlled<T>() {
  const groups: T[][] = [];
  const ends: Array<(error?: Error) => void> = [];
  const write = (items: T[]) =>
    new Promise<T[]>((resolve, reject) => {
      groups.push(items);
      ends.push((error) => (error ? reject(error) : resolve(items)));
    });
  return { groups, ends, write };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("GroupCommit", () => {
  it("writes together what arrives in one turn, and then what arrived meanwhile", async () => {
    const { groups, ends, write } = controlled<number>();
    const commit = new GroupCommit({ write });
    const first = [commit.add(1), commit.add(2)];
    await turn();
    const later = [commit.add(3), commit.add(4), commit.add(5)];
    await turn();
    expect(groups).toEqual([[1, 2]]);
    ends[0]?.();
    expect(await Promise.all(first)).toEqual([1, 2]);
    await turn();
    await turn();
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    ends[1]?.();
    expect(await Promise.all(later)).toEqual([3, 4, 5]);
  });

  it("fails the whole group, and only that", async () => {
    const { ends, write } = controlled<number>();
    const commit = new GroupCommit({ write, maxItems: 2 });
    const results = Promise.allSettled([commit.add(1), commit.add(2), commit.add(3)]);
    await turn();
    ends[0]?.(new Error("away"));
    await turn();
    await turn();
    ends[1]?.();
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  });

  it("keeps no more writes under way than it may", async () => {
    const { groups, write } = controlled<number>();
    const commit = new GroupCommit({ write, maxItems: 1, concurrency: 2 });
    for (let i = 0; i < 5; i++) void commit.add(i);
    await turn();
    expect(groups).toEqual([[0], [1]]);
  });
});
