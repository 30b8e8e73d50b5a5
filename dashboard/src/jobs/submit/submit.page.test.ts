import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { describeWith } from "../../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../../testing/axe.ts";
import { CHROMIUM } from "../../../testing/browser.ts";
import { startDashboard, type TestDashboard, type WindowOptions } from "../../../testing/dashboard.ts";

const WITHIN = { timeout: 30_000, interval: 200 };

describeWith([CHROMIUM], "submitting a job", () => {
  let dashboard: TestDashboard;
  let page: Page;

  const open = async (search = "", options: WindowOptions = {}) => {
    page = await dashboard.open(dashboard.path(`submit${search}`), options);
    await page.getByRole("button", { name: "Submit", exact: true }).waitFor();
  };
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  /** The job whose page is shown now. */
  const submitted = async () => {
    await page.waitForURL(/\/jobs\/\d+$/);
    return dashboard.hub.read(Number(/\d+$/.exec(page.url())?.[0]));
  };

  beforeAll(async () => {
    dashboard = await startDashboard();
    const { client, project } = dashboard.hub;
    // Workers tell what their methods take once they are asked, a while after they came.
    await vi.waitUntil(async () => {
      const { methods } = await client.projects.projectsMethodsList({ project });
      return methods.some(({ params }) => params !== null);
    }, WITHIN);
  });
  afterEach(() => page?.context().close());
  afterAll(() => dashboard?.close());

  it("has a form for what a method takes, says what is wrong where it is wrong, and leads to the job", async () => {
    await open("?method=sleep");
    await page.getByText("1 worker runs it").waitFor();
    await field("Seconds").fill("-1");
    await field("Repetitions").fill("some");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Must be 0 or more.").waitFor();
    await page.getByText("Must be a number.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await field("Seconds").fill("0");
    await field("Repetitions").fill("2");
    await page.getByLabel("Description").fill("From a form");
    await page.getByLabel("Attempts at most").fill("5");
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    expect(await submitted()).toMatchObject({
      method: "sleep",
      params: { seconds: 0, repeat: 2 },
      description: "From a form",
      maxAttempts: 5,
    });
  });

  it("goes from the form to JSON and back, and begins with examples and recent params", async () => {
    await open("?method=sleep");
    await page.getByRole("button", { name: /^Use .*fail: 3/ }).click();
    expect(await field("Fail at").inputValue()).toBe("3");
    await page.getByText("JSON", { exact: true }).click();
    const json = page.getByLabel("Params as JSON");
    expect(JSON.parse(await json.inputValue())).toEqual({ seconds: 1, repeat: 5, fail: 3 });
    await json.fill('{"seconds": 0, "unknown": 1}');
    await page.getByText("Form", { exact: true }).click();
    await page.getByText("The form does not know these params").waitFor();
    await json.fill("{");
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    await page.getByText("This is not JSON").waitFor();
    await json.fill('{"seconds": 0.5}');
    await page.getByText("Form", { exact: true }).click();
    expect(await field("Seconds").inputValue()).toBe("0.5");
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    expect((await submitted()).params).toEqual({ seconds: 0.5 });
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await page.getByRole("combobox", { name: "Method" }).fill("sleep");
    await page.getByRole("option", { name: "sleep" }).click();
    await page.getByRole("button", { name: "Use seconds: 0.5" }).click();
    expect(await field("Seconds").inputValue()).toBe("0.5");
  });

  it("shows what a worker refused beside its field", async () => {
    const { client, project } = dashboard.hub;
    const { id } = await client.projects.projectsJobsCreate({ project, data: { method: "sleep", params: { seconds: -1 } } });
    await dashboard.hub.until(id, "ended");
    await open(`?from=${id}`, { scheme: "dark" });
    await page.getByText(/must be >= 0/).waitFor();
    expect(await field("Seconds").getAttribute("aria-invalid")).toBe("true");
    expect(await accessibilityFaults(page)).toEqual([]);
    await field("Seconds").fill("0");
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    expect((await submitted()).params).toEqual({ seconds: 0 });
  });

  it("takes a method that no worker runs, and tells what the hub refuses", async () => {
    await open("?method=parallel");
    await page.getByText("No worker runs this method now").waitFor();
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    await page.getByRole("alert").getByText("cannot be run yet").waitFor();
    await page.getByRole("combobox", { name: "Method" }).fill("compile");
    await page.keyboard.press("Tab");
    await page.waitForURL("**/submit?method=compile");
    await page.getByLabel("Params as JSON").fill('{"path": "paper.md"}');
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    expect(await submitted()).toMatchObject({ method: "compile", params: { path: "paper.md" } });
  });

  it("fits a phone", async () => {
    await open("?method=convert", { size: "phone" });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
