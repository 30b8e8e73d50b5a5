import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "../../../src/database/connect.ts";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";

describeWith([CHROMIUM], "the pages of workers, queues and the hub", () => {
  let dashboard: TestDashboard;
  let page: Page;
  let name: string;

  const order = async (item: string) => {
    await page.getByRole("button", { name: "Control" }).click();
    await page.getByRole("menuitem", { name: item, exact: true }).click();
  };
  const answered = (text: string | RegExp) => page.getByRole("alert").filter({ hasText: text }).first().waitFor();

  beforeAll(async () => {
    dashboard = await startDashboard();
    page = await dashboard.open("/accounts/hub/workers");
    name = await page.getByRole("row").getByRole("link").innerText();
  });
  afterAll(() => dashboard?.close());

  it("list workers, and show each with its slots, queues and methods", async () => {
    await page.getByText("Idle").waitFor();
    await page.getByText("0 of 2").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("link", { name }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.getByRole("link", { name: "default" }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "convert" }).waitFor();
    await page.getByRole("slider", { name: "Load" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("show that a worker is busy", async () => {
    const { client, project } = dashboard.hub;
    const job = await client.projects.projectsJobsCreate({ project, data: { method: "sleep", params: { seconds: 300 } } });
    await page.getByText("1 of 2").waitFor();
    await page.getByText("Busy").waitFor();
    await client.projects.projectsJobsCancel({ project, job: job.id });
    await page.getByText("0 of 2").waitFor();
  });

  it("ask a worker", async () => {
    await page.getByRole("combobox", { name: "What to ask for" }).click();
    await page.getByRole("option", { name: "Methods" }).click();
    await page.getByRole("region", { name: "JSON" }).getByText("sleep").first().waitFor();
  });

  it("give a worker more slots and fewer, and tell what it says", async () => {
    await order("More slots");
    await page.getByLabel("How many").fill("2");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Add slots" }).click();
    await answered(`${name} says`);
    await page.getByText("0 of 4").waitFor();
    await order("Fewer slots");
    await page.getByRole("button", { name: "Remove slots" }).click();
    await page.getByText("0 of 3").waitFor();
  });

  it("let a worker take from a queue and leave it", async () => {
    await order("Take from a queue");
    await page.getByLabel("Queue", { exact: false }).last().fill("second");
    await page.getByRole("button", { name: "Take from it" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: /second/ }).waitFor();
    await order("Leave a queue");
    await page.getByLabel("Queue", { exact: false }).last().fill("second");
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  it("limit a method, and say what a worker refuses", async () => {
    await order("Limit the rate");
    await page.getByRole("combobox", { name: "Method" }).click();
    await page.getByRole("option", { name: "convert" }).click();
    await page.getByRole("textbox", { name: "Rate" }).fill("often");
    await page.getByRole("button", { name: "Limit the rate" }).click();
    await page
      .getByRole("dialog")
      .getByText(/must|match|is not/i)
      .first()
      .waitFor();
    await page.getByRole("textbox", { name: "Rate" }).fill("5/m");
    await page.getByRole("button", { name: "Limit the rate" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await order("Limit the time");
    await page.getByRole("combobox", { name: "Method" }).click();
    await page.getByRole("option", { name: "convert" }).click();
    await page.getByLabel("Seconds until it is stopped").fill("60");
    await page.getByRole("button", { name: "Limit the time" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  it("show queues and who takes from them; zones come and go", async () => {
    await page.goto("/accounts/hub/queues");
    await page.getByRole("row").filter({ hasText: "default" }).getByRole("link", { name }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "New zone" }).click();
    await page.getByLabel("Name").fill("No Zone");
    await page.getByRole("button", { name: "Create zone" }).click();
    await page
      .getByText(/Lower case|match/i)
      .first()
      .waitFor();
    await page.getByLabel("Name").fill("north");
    await page.getByRole("button", { name: "Create zone" }).click();
    await page.getByRole("button", { name: "Delete zone north" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete zone" }).click();
    await page.getByRole("button", { name: "Delete zone north" }).waitFor({ state: "hidden" });
  });

  it("show how the hub is, and deal with messages that were set aside", async () => {
    const database = connect({ url: dashboard.hub.databaseUrl, max: 1 });
    await database.query("INSERT INTO broker.set_aside (event, reason) VALUES ('{}', 'First reason'), ('{}', 'Second reason')");
    await database.close();
    await page.goto("/hub");
    await page.getByText("public.jobs", { exact: true }).waitFor();
    await page.getByText("First reason").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("Choose First reason").check();
    await page.getByRole("button", { name: "Throw 1 message away" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Throw 1 message away" }).click();
    await page.getByText("First reason").waitFor({ state: "hidden" });
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Throw all away" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Throw all away" }).click();
    await page.getByText("Nothing is set aside").waitFor();
  });

  it("make tiers, change and delete them", async () => {
    const dialog = page.getByRole("dialog");
    const tier = (name: string) => page.getByRole("region", { name: "Tiers" }).getByRole("row").filter({ hasText: name });
    await page.getByRole("button", { name: "New tier" }).click();
    await dialog.getByLabel("Name").fill("7");
    await dialog.getByLabel("Jobs in an hour").fill("1000");
    await dialog.getByRole("button", { name: "Create tier" }).click();
    await dialog.getByText("must not be a number").waitFor();
    await dialog.getByLabel("Name").fill("large");
    await dialog.getByRole("button", { name: "Create tier" }).click();
    await tier("large").getByText("at most 1,000").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Change tier large" }).click();
    await dialog.getByLabel("Priority").fill("7");
    await dialog.getByLabel("Jobs in an hour").fill("");
    await dialog.getByRole("button", { name: "Save tier" }).click();
    await tier("large").getByText("at most 1,000").waitFor({ state: "hidden" });
    expect(await tier("large").getByRole("cell").allTextContents()).toEqual(
      expect.arrayContaining(["large", "7", "no limit", "0"]),
    );
    await page.getByRole("button", { name: "Delete tier free" }).click();
    await dialog.getByRole("button", { name: "Delete tier" }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByRole("button", { name: "Go back" }).click();
    await page.getByRole("button", { name: "Delete tier large" }).click();
    await dialog.getByRole("button", { name: "Delete tier" }).click();
    await tier("large").waitFor({ state: "hidden" });
  });

  it("drain a worker and shut it down, once one has said yes", async () => {
    await page.goto("/accounts/hub/workers");
    await page.getByRole("link", { name }).click();
    await order("Drain");
    await page.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await order("Drain");
    await page.getByRole("dialog").getByRole("button", { name: "Drain" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await order("Shut down");
    await page.getByRole("dialog").getByRole("button", { name: "Shut down" }).click();
    await page.getByText("Gone", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Control" }).count()).toBe(0);
    await page.goto("/accounts/hub/workers?state=gone");
    await page.getByRole("link", { name }).waitFor();
  });

  it("fit on a phone, in dark", async () => {
    for (const path of ["/accounts/hub/workers?state=gone", "/accounts/hub/workers/1", "/accounts/hub/queues", "/hub"]) {
      const phone = await dashboard.open(path, { scheme: "dark", size: "phone" });
      await phone.getByRole("heading", { level: 1 }).waitFor();
      await phone.getByRole("table").or(phone.locator("dl")).first().waitFor();
      expect(await accessibilityFaults(phone), path).toEqual([]);
      expect(await phone.evaluate(() => document.querySelector("main")?.scrollWidth), path).toBe(390);
      await phone.context().close();
    }
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
