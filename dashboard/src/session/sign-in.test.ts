import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";
import { readSignInSearch } from "./sign-in.search.ts";

const PASSWORD = "correct horse battery";

describeWith([CHROMIUM], "the sign-in", () => {
  let dashboard: TestDashboard;

  beforeAll(async () => {
    dashboard = await startDashboard({ without: ["overseer", "worker"] });
    const { client, project } = dashboard.hub;
    const kim = await client.users.usersCreate({ data: { username: "kim", password: PASSWORD, firstName: "Kim" } });
    await client.projects.projectsAgentsCreate({ project, data: { type: "user", agent: kim.id, role: "EDITOR" } });
  });
  afterAll(() => dashboard?.close());

  it("takes a user name and a password, tells what is wrong, and leads back to where one was", async () => {
    const page = await dashboard.open(dashboard.path("jobs?q=a"), { token: null });
    await page.getByLabel("User name").fill("kim");
    await page.locator("input[name=password]").fill("wrong");
    expect(new URL(page.url()).searchParams.get("to")).toBe(dashboard.path("jobs?q=a"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("is wrong").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator("input[name=password]").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/jobs?q=a");
    await page.getByRole("button", { name: "Signed in as kim" }).waitFor();
  });

  it("takes a token, and signs out again, in all windows of the browser", async () => {
    const window = await dashboard.window({ token: null });
    const [page, other] = [await window.newPage(), await window.newPage()];
    await page.goto("/");
    await page.getByText("Token", { exact: true }).click();
    await page.locator("input[name=token]").fill(await dashboard.adminToken());
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/projects/*/jobs");
    await other.goto(dashboard.path("jobs"));
    await other.getByRole("heading", { name: "Jobs" }).waitFor();
    await page.getByRole("button", { name: "Signed in as admin" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await other.reload();
    await other.getByRole("button", { name: "Sign in" }).waitFor();
    expect((await window.request.get("/api/users/me/")).status()).toBe(401);
  });

  it("is passed by with a one-time link", async () => {
    const { url } = await dashboard.hub.client.tokens.signInCodesCreate({ data: { username: "kim" } });
    const page = await dashboard.open(url, { token: null });
    await page.getByRole("button", { name: "Signed in as kim" }).waitFor();
  });

  it("looks after itself in dark and on a phone", async () => {
    const page = await dashboard.open("/sign-in", { token: null, scheme: "dark", size: "phone" });
    await page.getByLabel("User name").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});

it.each([
  ["/projects/1/jobs?q=a", { to: "/projects/1/jobs?q=a" }],
  ["//evil.example", {}],
  ["/\\evil.example", {}],
  ["https://evil.example", {}],
  [undefined, {}],
])("afterwards one goes to %s only if it is here", (to, expected) => {
  expect(readSignInSearch({ to })).toEqual(expected);
});
