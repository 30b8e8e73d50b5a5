import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";

const PASSWORD = "correct horse battery";

describeWith([CHROMIUM], "the overview", () => {
  let dashboard: TestDashboard;
  let page: Page;

  const submit = (params: { readonly [name: string]: number }) =>
    dashboard.hub.client.projects.projectsJobsCreate({ project: dashboard.hub.project, data: { method: "sleep", params } });
  const tile = (category: string) => page.locator(`[data-category=${category}]`);

  beforeAll(async () => {
    dashboard = await startDashboard();
    const jobs = [await submit({ seconds: 0 }), await submit({ seconds: 0 }), await submit({ seconds: 0, repeat: 2, fail: 1 })];
    for (const { id } of jobs) await dashboard.hub.until(id, "ended");
    page = await dashboard.open(dashboard.path("overview"));
    await tile("Finished").getByText("2", { exact: true }).waitFor();
  });
  afterAll(() => dashboard?.close());

  it("counts jobs by status, follows them by itself, and leads to them", async () => {
    await submit({ seconds: 0 });
    await tile("Finished").getByText("3", { exact: true }).waitFor();
    await tile("Failed").getByText("1", { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await tile("Failed").click();
    await page.waitForURL("**/jobs?q=status:failed");
    await page.goBack();
    await page.getByRole("link", { name: /SleepFailed/ }).click();
    await page.waitForURL("**/jobs?q=status:failed+method:sleep+error:SleepFailed");
    await page.goBack();
  });

  it("says the values of each span to the keyboard, and shows them as a table", async () => {
    const chart = page.getByRole("slider", { name: "Jobs that ended" });
    await expect.poll(() => chart.getAttribute("aria-valuetext")).toBe("Over the last hour: Finished 3, Failed 1, Cancelled 0");
    await chart.focus();
    await page.keyboard.press("Home");
    expect(await chart.getAttribute("aria-valuenow")).toBe("0");
    await expect.poll(() => chart.getAttribute("aria-valuetext")).toMatch(/Finished 0, Failed 0, Cancelled 0$/);
    await page.keyboard.press("Escape");
    await page
      .getByRole("radiogroup", { name: "Jobs that ended: how it is shown" })
      .getByRole("img", { name: "Table" })
      .click();
    const table = page.getByRole("region", { name: "Jobs that ended" }).last();
    await table.getByRole("columnheader", { name: "Cancelled" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("looks further back, which is in its address", async () => {
    await page.getByText("24 h").click();
    await page.getByRole("heading", { name: "Over the last 24 hours" }).waitFor();
    expect(new URL(page.url()).search).toBe("?window=24h");
    await page.reload();
    await page.getByRole("heading", { name: "Over the last 24 hours" }).waitFor();
    await page.getByText("1 h", { exact: true }).click();
    await page.getByRole("heading", { name: "Over the last hour" }).waitFor();
    expect(new URL(page.url()).search).toBe("");
  });

  it("is there of an account and of the hub too", async () => {
    for (const path of ["/accounts/admin/overview", "/hub/overview"]) {
      await page.goto(path);
      await tile("Failed").getByText("1", { exact: true }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    }
  });

  it("shows an editor of the project no workers and queues", async () => {
    const { client, project } = dashboard.hub;
    const kim = await client.users.usersCreate({ data: { username: "kim", password: PASSWORD } });
    await client.projects.projectsAgentsCreate({ project, data: { type: "user", agent: kim.id, role: "EDITOR" } });
    const { token } = await client.tokens.tokensCreate({ data: { username: "kim", password: PASSWORD } });
    const theirs = await dashboard.open(dashboard.path("overview"), { token });
    await theirs.locator("[data-category=Finished]").getByText("3", { exact: true }).waitFor();
    expect(await theirs.getByText("Workers alive").count()).toBe(0);
    expect(await theirs.getByRole("link", { name: "Users" }).count()).toBe(0);
  });

  it("fits on a phone, in dark", async () => {
    const phone = await dashboard.open(dashboard.path("overview?window=7d"), { scheme: "dark", size: "phone" });
    await phone.locator("[data-category=Finished]").waitFor();
    await phone.getByRole("slider", { name: "Run time" }).waitFor();
    expect(await accessibilityFaults(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.querySelector("main")?.scrollWidth)).toBe(390);
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
