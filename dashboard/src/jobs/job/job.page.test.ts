import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { JsonValue } from "../../../../src/core/json.ts";
import { connect } from "../../../../src/database/connect.ts";
import { describeWith } from "../../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../../testing/axe.ts";
import { CHROMIUM } from "../../../testing/browser.ts";
import { startDashboard, type TestDashboard, type WindowOptions } from "../../../testing/dashboard.ts";

const LINES = 100_000;
/** As many as one update may have. */
const PART = 10_000;

describeWith([CHROMIUM], "the page of a job", () => {
  let dashboard: TestDashboard;
  let page: Page;

  const submit = async (method: string, params: Record<string, JsonValue>, more: object = {}) => {
    const { client, project } = dashboard.hub;
    return (await client.projects.projectsJobsCreate({ project, data: { method, params, ...more } })).id;
  };
  /** One that has ended, with this result. */
  const withResult = async (result: JsonValue) => {
    const id = await submit("sleep", { seconds: 0 });
    await dashboard.hub.until(id, "SUCCESS");
    await dashboard.hub.client.jobs.jobsUpdate({ id, data: { result } });
    return id;
  };
  const patch = (id: number, data: object) => dashboard.hub.client.jobs.jobsPartialUpdate({ id, data });
  const entries = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      time: "2026-01-01T00:00:00.000Z",
      level: (from + i) % 1_000 === 0 ? "error" : "info",
      message: `step ${from + i}`,
    }));
  const open = async (id: number, options: WindowOptions = {}) => {
    page = await dashboard.open(dashboard.path(`jobs/${id}`), options);
    return page;
  };
  const section = (name: string) => page.getByRole("region", { name, exact: true });
  const state = (name: string) => page.getByRole("list", { name: "What became of it" }).getByText(name, { exact: true });
  const log = (name = "Log: lines") => page.getByRole("region", { name });

  beforeAll(async () => {
    dashboard = await startDashboard();
  });
  afterEach(() => page?.context().close());
  afterAll(() => dashboard?.close());

  it("follows a job as it runs, and cancels it", async () => {
    const id = await submit("sleep", { seconds: 0.2, repeat: 1_000 }, { description: "A long nap" });
    await open(id);
    await page.getByRole("heading", { name: "A long nap", level: 1 }).waitFor();
    const states = page.getByRole("list", { name: "What became of it" });
    await states.locator("[aria-current=step]").getByText("Running").waitFor();
    await states.getByRole("listitem").getByText("Outcome").waitFor();
    await page.getByRole("progressbar", { name: "Progress" }).waitFor();
    await log().getByText("Repetition 40 of 1000").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("x");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel the job" }).click();
    await states.getByText("Stopped").waitFor();
    await page.getByRole("button", { name: "Run again" }).waitFor();
    expect((await dashboard.hub.read(id)).status).toBe("TERMINATED");
  });

  it("says where a job waits, and how the queue moves before it", async () => {
    const going = await Promise.all([1, 2].map(() => submit("sleep", { seconds: 300 })));
    for (const id of going) await dashboard.hub.until(id, "RUNNING");
    const before = await submit("sleep", { seconds: 300 });
    const id = await submit("sleep", { seconds: 300 });
    await open(id);
    await page.getByText("sleep is 2nd in the queue.").waitFor();
    await section("Facts").getByText("default").waitFor();
    await dashboard.hub.cancel(before);
    await page.getByText("sleep is 1st in the queue.").waitFor();
    for (const other of [id, ...going]) await dashboard.hub.cancel(other);
    await page.getByRole("list", { name: "What became of it" }).getByText("Revoked").waitFor();
  });

  it("tells why a job failed, and runs it again, as it was or with changes", async () => {
    const id = await submit("sleep", { seconds: 0, repeat: 3, fail: 2 });
    await dashboard.hub.until(id, "FAILURE");
    await open(id);
    await section("Error").getByText("SleepFailed: Failed at repetition 2").waitFor();
    await page.getByRole("button", { name: "Run again" }).click();
    await page.getByText(`#${id}`, { exact: true }).waitFor();
    expect(page.url()).not.toMatch(new RegExp(`/jobs/${id}$`));
    await section("Error").waitFor();
    await page.keyboard.press("e");
    await page.getByRole("textbox", { name: "Fail at" }).fill("");
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("list", { name: "What became of it" }).getByText("Finished").waitFor();
    expect(await section("Params").getByText("repeat").count()).toBe(1);
    expect(await section("Params").getByText("fail").count()).toBe(0);
  });

  it("shows each attempt, with its own states, error and log", async () => {
    const id = await submit("sleep", { seconds: 300 });
    await dashboard.hub.until(id, "RUNNING");
    const ended = new Date().toISOString();
    await patch(id, { status: "RETRY", error: { type: "WorkerLost", message: "It is gone." }, ended });
    await patch(id, { status: "RUNNING", retries: 1, worker: "other@host", began: ended, log: entries(0, 3) });
    await open(id);
    await page.getByRole("region", { name: "Log of attempt 2: lines" }).getByText("step 2").waitFor();
    await page.getByRole("button", { name: /show the log of attempt 1/ }).click();
    await page.getByRole("region", { name: "Log of attempt 1: lines" }).getByText("Repetition 1 of 1").waitFor();
    await section("Error").getByText("WorkerLost: It is gone.").waitFor();
    await page.getByRole("list", { name: "What became of it" }).getByText("Will retry").waitFor();
    expect(new URL(page.url()).search).toBe("?attempt=0");
    expect(await accessibilityFaults(page)).toEqual([]);
    await dashboard.hub.cancel(id);
  });

  it("opens a log of 100,000 lines at once, searches it, and hands it out", { timeout: 120_000 }, async () => {
    const id = await submit("sleep", { seconds: 300 });
    await dashboard.hub.until(id, "RUNNING");
    for (let from = 1; from < LINES; from += PART) {
      await patch(id, { status: "RUNNING", logOffset: from, log: entries(from, PART) });
    }
    await open(id);
    await section("Log").getByText("100,001 lines").waitFor();
    await log().getByText(`step ${LINES}`, { exact: true }).waitFor();
    expect(await log().locator("[data-index]").count()).toBeLessThan(200);
    await page.keyboard.press("/");
    await page.keyboard.type("STEP 7777");
    await section("Log").getByText("11 of 100,001 lines").waitFor();
    await log().locator("mark").first().waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("radiogroup", { name: "Lowest level" }).getByText("Errors").click();
    await section("Log").getByText("100 of 100,001 lines").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download the log" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\n")).toHaveLength(LINES + 2);
    expect(text).toContain(`ERROR step ${LINES}\n`);
    await dashboard.hub.cancel(id);
  });

  it("stops following when one scrolls up, and goes on at the end", async () => {
    const id = await submit("sleep", { seconds: 300 });
    await dashboard.hub.until(id, "RUNNING");
    await patch(id, { status: "RUNNING", logOffset: 1, log: entries(1, 500) });
    await open(id);
    const follow = page.getByRole("switch", { name: "Follow" });
    await log().getByText("step 500").waitFor();
    await log().focus();
    await page.keyboard.press("Home");
    await log().getByText("Repetition 1 of 1").waitFor();
    expect(await follow.isChecked()).toBe(false);
    await patch(id, { status: "RUNNING", logOffset: 501, log: entries(501, 10) });
    await section("Log").getByText("511 lines").waitFor();
    expect(await log().getByText("step 510").count()).toBe(0);
    await follow.check({ force: true });
    await log().getByText("step 510").waitFor();
    await dashboard.hub.cancel(id);
  });

  describe("previews", () => {
    it("HTML without its scripts, and as JSON", async () => {
      const text =
        '# Report\n\n<script>parent.document.title = "bad"</script><img src="https://evil.example/a.png"><b onclick="x()" style="color: red">bold</b><style>b { color: blue }</style>';
      const id = await submit("convert", { text, from: "markdown", to: "html" });
      await dashboard.hub.until(id, "SUCCESS", 60_000);
      await open(id);
      const frame = page.frameLocator("iframe");
      await frame.getByRole("heading", { name: "Report" }).waitFor();
      expect(await page.locator("iframe").getAttribute("sandbox")).toBe("");
      expect(await frame.locator("script, [onclick], [style], [src]").count()).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await section("Result").getByText("JSON", { exact: true }).click();
      await page.getByRole("region", { name: "Result as JSON" }).getByText("text").waitFor();
    });

    it("Markdown, images and rows", async () => {
      await open(await withResult({ markdown: "## Hello\n\n- one\n- two" }));
      await page.frameLocator("iframe").getByRole("listitem").getByText("two").waitFor();
      await page.context().close();
      const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
      await open(await withResult({ mediaType: "image/png", base64: pixel }));
      const image = page.getByRole("img", { name: "The result, an image" });
      await image.waitFor();
      expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
      await page.context().close();
      await open(await withResult(Array.from({ length: 300 }, (_, n) => ({ n, name: `row ${n}` }))));
      await page.getByRole("region", { name: "Rows of the result" }).getByText("row 3", { exact: true }).waitFor();
      await page.getByRole("button", { name: "n", exact: true }).click();
      await page.getByRole("button", { name: "n ↑" }).click();
      await page.getByText("row 299").waitFor();
    });
  });

  it("is shared by a link that opens it and nothing else, until there is a new one", async () => {
    const id = await submit("sleep", { seconds: 300 });
    await dashboard.hub.until(id, "RUNNING");
    await open(id);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Share" }).click();
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    expect(await accessibilityFaults(page)).toEqual([]);
    const guest = await dashboard.open(link, { token: null, size: "phone", scheme: "dark" });
    await guest.getByText("This job was shared with you.").waitFor();
    await guest.getByRole("region", { name: "Log: lines" }).getByText("Repetition 1 of 1").waitFor();
    expect(await accessibilityFaults(guest)).toEqual([]);
    expect(await guest.getByRole("button", { name: /Run|More/ }).count()).toBe(0);
    await guest.getByRole("button", { name: "Cancel" }).click();
    await guest.getByRole("dialog").getByRole("button", { name: "Cancel the job" }).click();
    await guest.getByRole("list", { name: "What became of it" }).getByText("Stopped").waitFor();
    await page.getByRole("button", { name: "Make a new link" }).click();
    await page.getByText("The old links do not work any more.").waitFor();
    await guest.reload();
    await guest.getByText("Nothing is here").waitFor();
    await guest.context().close();
    expect(await page.getByLabel("Link", { exact: true }).inputValue()).not.toBe(link);
  });

  it("opens what the job serves, through the hub", async () => {
    const id = await submit("sleep", { seconds: 300 });
    await dashboard.hub.until(id, "RUNNING");
    await open(id);
    await state("Running").waitFor();
    expect(await page.getByRole("link", { name: "Open", exact: true }).count()).toBe(0);
    await patch(id, { status: "RUNNING", sequence: 1_000, urls: { http: "http://127.0.0.1:9/" } });
    const address = await page.getByRole("link", { name: "Open", exact: true }).getAttribute("href");
    expect(address).toMatch(new RegExp(`^${dashboard.hub.url}/api/projects/.*/jobs/${id}/connect/`));
    await dashboard.hub.cancel(id);
  });

  it("shows the parts of a compound job as they go on", async () => {
    const parent = await withResult(null);
    const child = await submit("sleep", { seconds: 300 }, { description: "One part" });
    const database = connect({ url: dashboard.hub.databaseUrl });
    await database.query("UPDATE jobs SET method = 'parallel' WHERE id = $1", [parent]);
    await database.close();
    await dashboard.hub.client.jobs.jobsUpdate({ id: child, data: { parent } });
    await dashboard.hub.until(child, "RUNNING");
    await open(parent);
    const parts = page.getByRole("region", { name: "All parts" });
    await parts.getByText("Running").waitFor();
    await dashboard.hub.cancel(child);
    await parts.getByText("Stopped").waitFor();
    await parts.getByRole("link", { name: "One part" }).click();
    await page.getByRole("heading", { name: "One part", level: 1 }).waitFor();
  });

  it("is deleted where one asks for it", async () => {
    const id = await withResult({ ok: true });
    await open(id);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete the job" }).click();
    await page.waitForURL(`**${dashboard.path("jobs")}`);
    await expect(dashboard.hub.client.projects.projectsJobsRead({ project: dashboard.hub.project, job: id })).rejects.toThrow();
  });

  it("fits a phone, in dark", async () => {
    const id = await submit("sleep", { seconds: 0, repeat: 3, fail: 2 });
    await dashboard.hub.until(id, "FAILURE");
    await open(id, { size: "phone", scheme: "dark" });
    await log().getByText("Repetition 2 of 3").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.context().close();
    const long = await submit("sleep", { seconds: 300 });
    await dashboard.hub.until(long, "RUNNING");
    await patch(long, { status: "RUNNING", logOffset: 1, log: entries(1, 500) });
    await open(long, { size: "phone" });
    await log().getByText("step 500").waitFor();
    await dashboard.hub.cancel(long);
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
