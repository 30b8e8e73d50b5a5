import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliHub, runHere, startCliHub } from "../testing.hub.ts";

const PASSWORD = "analytical engine";

let hub: CliHub;
beforeAll(async () => {
  hub = await startCliHub();
});
afterAll(() => hub.stop());

const user = (args: readonly string[], input = "") => runHere(["user", ...args], input);

async function signIn(username: string, password: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await fetch(`${hub.url}/api/sessions/`, { method: "POST", headers, body: JSON.stringify({ username, password }) }))
    .status;
}

describe("jobhub user", () => {
  it("creates one with a password from a pipe, and lists it", async () => {
    const names = ["--first-name", "Ada", "--last-name", "Byron", "--email", "ada@example.org"];
    const { code, out } = await user(["create", "ada", ...names, "--password"], `${PASSWORD}\n`);
    expect([code, out]).toEqual([0, expect.stringContaining("User ada is there")]);
    expect(await signIn("ada", PASSWORD)).toBe(201);
    expect((await user(["list"])).out).toMatch(/ada +Ada Byron +ada@example\.org +no +yes/);
    expect(JSON.parse((await user(["list", "--search", "byron", "--json"])).out)).toMatchObject([{ username: "ada" }]);
  });

  it("creates one without, and gives the link that lets the user in", async () => {
    const { out } = await user(["create", "grace", "--staff"]);
    const link = /http\S+\/sign-in\/\w{43}/.exec(out)?.[0] ?? "";
    expect((await fetch(link, { redirect: "manual" })).status).toBe(303);
    expect(JSON.parse((await user(["list", "--search", "grace", "--json"])).out)).toMatchObject([{ isStaff: true }]);
  });

  it("sets a password of another, and one's own with the one so far", async () => {
    expect((await user(["password", "ADA"], "difference engine\n")).code).toBe(0);
    expect(await signIn("ada", "difference engine")).toBe(201);
    expect((await user(["password"], "\nfirst password\n")).out).toContain("admin has a new password");
    expect(await user(["password", "admin"], "wrong\nsecond password\n")).toMatchObject({
      code: 1,
      err: expect.stringContaining("oldPassword: is not right"),
    });
    expect((await user(["password"], "first password\nsecond password\n")).code).toBe(0);
    expect(await signIn("admin", "second password")).toBe(201);
  });

  it("turns users away, lets them in, and makes them staff", async () => {
    expect((await user(["deactivate", "ada", "grace"])).out).toMatch(/ada is turned away\.\n.*grace is turned away\./);
    expect(await signIn("ada", "difference engine")).toBe(401);
    expect((await user(["activate", "ada"])).out).toContain("ada is active.");
    expect(await signIn("ada", "difference engine")).toBe(201);
    expect((await user(["promote", "ada"])).out).toContain("ada is active, and staff.");
    expect(JSON.parse((await user(["demote", "ada", "--json"])).out)).toMatchObject([{ isStaff: false }]);
  });

  it("says what is wrong", async () => {
    const failures: [string[], string, string][] = [
      [["deactivate", "nobody"], "", "There is no user nobody."],
      [["deactivate", "admin"], "", "ask somebody else"],
      [["create", "ada"], "", "is taken"],
      [["create", "eve", "--password"], "short", "at least 10 characters"],
      [["create", "eve", "--password"], "", "No password was given."],
      [["password", "ada"], "", "No password was given."],
    ];
    for (const [args, input, why] of failures) {
      const { code, err } = await user(args, input);
      expect([args, code > 0, err]).toEqual([args, true, expect.stringContaining(why)]);
    }
  });
});
