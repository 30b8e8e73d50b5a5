import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";

const PASSWORD = "correct horse battery";

describeWith([CHROMIUM], "the search that jumps", () => {
  let dashboard: TestDashboard;
  let page: Page;
  let nap = 0;

  const dialog = () => page.getByRole("dialog", { name: "Search and go" });
  const jump = async (text: string) => {
    await page.keyboard.press("Control+k");
    await dialog().waitFor();
    await page.keyboard.type(text);
  };
  const option = (name: string | RegExp) => page.getByRole("option", { name });
  /** Down to it by keyboard, and there. */
  const choose = async (name: string | RegExp) => {
    await option(name).waitFor();
    while ((await option(name).getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await dialog().waitFor({ state: "detached" });
  };

  beforeAll(async () => {
    dashboard = await startDashboard();
    const { client, project } = dashboard.hub;
    const data = { method: "sleep", params: { seconds: 0 }, description: "Afternoon nap" };
    nap = (await client.projects.projectsJobsCreate({ project, data })).id;
    const { account } = await client.projects.projectsRead({ project });
    await client.projects.projectsCreate({ data: { name: "elsewhere", account } });
    await client.users.usersCreate({ data: { username: "kim", password: PASSWORD } });
    await dashboard.hub.until(nap, "SUCCESS");
    page = await dashboard.open(dashboard.path("jobs"));
    await page.getByRole("heading", { name: "Jobs" }).waitFor();
  });
  afterAll(() => dashboard?.close());

  it("finds jobs by their words, their ids and those of their tasks", async () => {
    await jump("after na");
    await option(/Afternoon nap.*Finished/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await choose(/Afternoon nap/);
    await page.waitForURL(`**${dashboard.path(`jobs/${nap}`)}`);
    const { taskId } = await dashboard.hub.read(nap);
    for (const id of [nap, taskId]) {
      await jump(String(id));
      await option(/Afternoon nap/).waitFor();
      await page.keyboard.press("Escape");
      await dialog().waitFor({ state: "detached" });
    }
  });

  it("leads to pages, projects, workers and queues", async () => {
    await jump("submit");
    await choose("Submit a job");
    await page.waitForURL("**/submit");
    await jump("worker");
    await option(/^worker-\d+@/).waitFor();
    await choose(/^worker-\d+@/);
    await page.waitForURL(/\/workers\/\d+$/);
    await jump("default");
    await option("default").waitFor();
    await page.keyboard.press("Escape");
    await jump("elsew");
    await choose(/elsewhere/);
    await page.waitForURL(/\/projects\/\d+\/jobs/);
    expect(page.url()).not.toContain(dashboard.path("jobs"));
  });

  it("says when there is nothing", async () => {
    await jump("zzzzz");
    await page.getByRole("status").getByText("Nothing found").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
  });

  it("switches the theme, shows the shortcuts, and signs out", async () => {
    await jump("dark");
    await choose("Switch to dark");
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    await jump("keyboard");
    await choose("Show the keyboard shortcuts");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Search and go").waitFor();
    await page.keyboard.press("Escape");
    await jump("sign");
    await choose("Sign out");
    await page.waitForURL("**/sign-in");
  });

  it("shows nobody what is not theirs", async () => {
    const { url } = await dashboard.hub.client.tokens.signInCodesCreate({ data: { username: "kim" } });
    page = await dashboard.open(url, { token: null, size: "phone" });
    await page.getByRole("button", { name: "Search", exact: true }).first().click();
    await page.keyboard.type("sub");
    await page.getByRole("status").getByText("Nothing found").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
