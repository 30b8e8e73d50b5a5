import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { commandsFor } from "./commands.ts";

const HUB = "https://hub.example";

it("says what one would write", () => {
  const { run, follow, curl, read } = commandsFor(
    { id: 7, method: "sleep", params: { seconds: 2 }, description: "a nap" },
    3,
    HUB,
  );
  expect([run, follow, curl, read]).toEqual([
    `jobhub job run sleep --project 3 --params '{"seconds":2}' --description 'a nap'`,
    "jobhub job log 7 --project 3 --follow",
    `curl -H "Authorization: Token $JOBHUB_TOKEN" -H 'Content-Type: application/json' \\\n  -d '{"method":"sleep","params":{"seconds":2},"description":"a nap"}' \\\n  https://hub.example/api/projects/3/jobs/`,
    `curl -H "Authorization: Token $JOBHUB_TOKEN" https://hub.example/api/projects/3/jobs/7/`,
  ]);
});

it("is read by a shell as it was meant, whatever is in it", () => {
  const anything = fc.string({ unit: fc.constantFrom("'", '"', "$", "`", "\\", "\n", " ", "é", "a", "!") });
  fc.assert(
    fc.property(anything, (text) => {
      const { run } = commandsFor({ id: 1, method: "convert", params: { text }, description: null }, 1, HUB);
      const words = execFileSync("sh", ["-c", `printf '%s\\0' ${run}`], { encoding: "utf8" }).split("\0");
      expect(JSON.parse(words[words.indexOf("--params") + 1] ?? "")).toEqual({ text });
    }),
    { numRuns: 20 },
  );
});
