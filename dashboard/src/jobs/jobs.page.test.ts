import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";

const LONG = { method: "sleep", params: { seconds: 300 } };
const ENDED = /Cancelled|Stopped/;
const PASSWORD = "correct horse battery";

describeWith([CHROMIUM], "the list of jobs", () => {
  let dashboard: TestDashboard;
  let page: Page;

  const rows = () => page.getByRole("row").filter({ has: page.locator("td a") });
  const row = (name: string) => rows().filter({ has: page.getByRole("link", { name, exact: true }) });
  const submit = (data: { method: string; params?: object; description?: string }) =>
    dashboard.hub.client.projects.projectsJobsCreate({ project: dashboard.hub.project, data: data as never });
  /** Once the list shows this many. */
  const counts = (n: number) =>
    page
      .getByRole("status")
      .filter({ hasText: new RegExp(`^${n}$`) })
      .waitFor();

  beforeAll(async () => {
    dashboard = await startDashboard();
    const [good, bad] = [
      await submit({ method: "sleep", params: { seconds: 0 }, description: "Quick one" }),
      await submit({ method: "sleep", params: { seconds: 0, repeat: 2, fail: 1 }, description: "Bad one" }),
    ];
    await dashboard.hub.until(good.id, "SUCCESS");
    await dashboard.hub.until(bad.id, "FAILURE");
    page = await dashboard.open(dashboard.path("jobs"));
    await row("Quick one").waitFor();
  });
  afterAll(() => dashboard?.close());

  it("shows each with its status in words", async () => {
    await row("Quick one").getByText("Finished").waitFor();
    await row("Bad one").getByText("Failed").waitFor();
    await counts(2);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("is filtered by a click, by words and by what is suggested, all of it in the address", async () => {
    await page.getByRole("button", { name: "Failed" }).click();
    await counts(1);
    expect(new URL(page.url()).search).toBe("?q=status:failed");
    await page.getByRole("button", { name: "All", exact: true }).click();
    await counts(2);
    await page.keyboard.press("/");
    await page.keyboard.type("meth");
    await page.getByRole("option", { name: "method: what it does" }).click();
    await page.getByRole("option", { name: /^method:sleep/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("option", { name: /^method:sleep/ }).click();
    await page.keyboard.type("quick created:<1h params.seconds:0");
    await counts(1);
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).searchParams.get("q")).toBe("method:sleep quick created:<1h params.seconds:0");
    await page.reload();
    await counts(1);
    await row("Quick one").waitFor();
    await page.getByRole("textbox", { name: "Filter jobs" }).fill("nope:1 nothing that is here");
    await page.getByText("Not understood, and left out: nope:1").waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    await page.getByRole("button", { name: "Clear the filter" }).last().click();
    await counts(2);
  });

  it("shows changes as they happen, and tells of new jobs without moving a row", async () => {
    const job = await submit({ ...LONG, description: "Long one" });
    await page.getByRole("button", { name: "1 new" }).waitFor();
    expect(await rows().first().textContent()).toContain("Bad one");
    await page.keyboard.press("n");
    await row("Long one").getByText("Running").waitFor();
    await dashboard.hub.cancel(job.id);
    await row("Long one").getByText(ENDED).waitFor();
  });

  it("holds changes back while it is frozen", async () => {
    const job = await submit({ ...LONG, description: "Frozen one" });
    await page.getByRole("button", { name: "1 new" }).click();
    await row("Frozen one").getByText("Running").waitFor();
    await page.keyboard.press("f");
    await page.getByRole("button", { name: "Frozen" }).waitFor();
    await dashboard.hub.cancel(job.id);
    await page.getByRole("button", { name: "Frozen · 1 change" }).waitFor();
    await row("Frozen one").getByText("Running").waitFor();
    await page.keyboard.press("f");
    await row("Frozen one").getByText(ENDED).waitFor();
  });

  it("knows what changed before the feed began, and while the list was on its way", async () => {
    const [early, late] = [await submit({ ...LONG, description: "Early" }), await submit({ ...LONG, description: "Late" })];
    for (const { id } of [early, late]) await dashboard.hub.until(id, "RUNNING");
    await page.route("**/live/", async (route) => {
      await row("Early").getByText("Running").waitFor();
      await dashboard.hub.cancel(early.id);
      await route.continue();
    });
    await page.goto(dashboard.path("jobs"));
    await row("Early").getByText(ENDED).waitFor();
    await page.unroute("**/live/");

    const lists = "**/jobs/?limit=*";
    await page.route(lists, async (route) => {
      const response = await route.fetch();
      await dashboard.hub.cancel(late.id);
      await row("Late").getByText(ENDED).waitFor();
      await route.fulfill({ response });
    });
    await submit({ method: "sleep", params: { seconds: 0 }, description: "Latest" });
    await page.getByRole("button", { name: "1 new" }).click();
    await row("Latest").waitFor();
    await row("Late").getByText(ENDED).waitFor();
    await page.unroute(lists);
  });

  it("cancels those that are chosen by keyboard, after a question", async () => {
    const jobs = [await submit({ ...LONG, description: "First" }), await submit({ ...LONG, description: "Second" })];
    await page.getByRole("button", { name: "2 new" }).click();
    await row("Second").waitFor();
    for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
    const bar = page.getByRole("toolbar", { name: "Chosen jobs" });
    await bar.getByText("2 jobs chosen").waitFor();
    await bar.getByRole("button", { name: "Cancel" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel 2 jobs?" });
    await dialog.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel 2 jobs" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("2 jobs cancelled").waitFor();
    for (const { id } of jobs) await dashboard.hub.until(id, "ended");
  });

  it("runs again, and deletes, all that match", async () => {
    await page.goto(dashboard.path("jobs?q=status:finished+quick"));
    await row("Quick one").getByRole("checkbox").check();
    await page.getByRole("button", { name: "Run again" }).click();
    await page.getByRole("button", { name: "Run 1 job again" }).click();
    await page.getByText("1 job run again").waitFor();
    // Either the list was read when it had ended already, or it is told of.
    await page.getByRole("button", { name: "1 new" }).or(rows().nth(1)).first().waitFor();
    await page.keyboard.press("n");
    await counts(2);
    await page.getByRole("checkbox", { name: "Choose all" }).check();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete 2 jobs" }).click();
    await page.getByText("2 jobs deleted").waitFor();
    await page.getByText("No job matches").waitFor();
    const { count } = await dashboard.hub.client.projects.projectsJobsList({ project: dashboard.hub.project, search: "quick" });
    expect(count).toBe(0);
  });

  it("has the columns that one chooses, and views that one saves", async () => {
    await page.goto(dashboard.path("jobs?q=status:failed"));
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Creator" }).click();
    await page.keyboard.press("Escape");
    await row("Bad one").getByText("admin").waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Save this view" }).click();
    await page.getByLabel("Name").fill("What failed");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.goto(dashboard.path("jobs"));
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "What failed", exact: true }).click();
    await row("Bad one").getByText("admin").waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("status:failed");
  });

  it("tells the shortcuts that there are", async () => {
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Choose it, or not").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  it("says that it is not live while the manager is away, and catches up in every window", async () => {
    await page.goto(dashboard.path("jobs"));
    const other = await dashboard.open(dashboard.path("jobs"), { scheme: "dark" });
    for (const one of [page, other]) await one.locator("[data-live=live]:visible").waitFor();
    await dashboard.hub.manager.kill();
    for (const one of [page, other]) await one.getByRole("alert").getByText("connection to the hub is lost").waitFor();
    expect(await accessibilityFaults(other)).toEqual([]);
    await dashboard.hub.manager.start();
    await submit({ method: "sleep", params: { seconds: 0 }, description: "After the fall" });
    for (const one of [page, other]) {
      await one.locator("[data-live=live]:visible").waitFor();
      await one.getByRole("alert").waitFor({ state: "detached" });
      const shown = one.getByRole("link", { name: "After the fall" });
      await shown
        .or(one.getByRole("button", { name: "1 new" }))
        .first()
        .waitFor();
    }
    await other.close();
  });

  it("shows a reader nothing that one cannot use", async () => {
    const { client, project } = dashboard.hub;
    const ed = await client.users.usersCreate({ data: { username: "ed", password: PASSWORD } });
    await client.projects.projectsAgentsCreate({ project, data: { type: "user", agent: ed.id, role: "EDITOR" } });
    const { token } = await client.tokens.tokensCreate({ data: { username: "ed", password: PASSWORD } });
    const theirs = await dashboard.open(dashboard.path("jobs"), { token });
    await theirs.getByRole("checkbox", { name: "Choose Bad one" }).check();
    const bar = theirs.getByRole("toolbar", { name: "Chosen jobs" });
    await bar.getByRole("button", { name: "Run again" }).waitFor();
    expect(await bar.getByRole("button", { name: "Delete" }).count()).toBe(0);
    await theirs.close();
  });

  it("fits on a phone", async () => {
    const phone = await dashboard.open(dashboard.path("jobs"), { size: "phone", scheme: "dark" });
    await phone.getByRole("link", { name: "Bad one" }).waitFor();
    expect(await accessibilityFaults(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await phone.getByRole("button", { name: "Open the menu" }).click();
    await phone.getByRole("dialog").getByRole("link", { name: "Jobs" }).waitFor();
    await phone.close();
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
