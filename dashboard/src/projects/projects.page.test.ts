import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";

const PASSWORD = "correct horse battery";

describeWith([CHROMIUM], "the pages of projects", () => {
  let dashboard: TestDashboard;
  let page: Page;
  let token: string;

  const dialog = () => page.getByRole("dialog");
  const closed = () => dialog().waitFor({ state: "hidden" });

  beforeAll(async () => {
    dashboard = await startDashboard({ without: ["overseer", "worker"] });
    const { client } = dashboard.hub;
    await client.users.usersCreate({ data: { username: "kim", password: PASSWORD, firstName: "Kim", lastName: "Lee" } });
    await client.accounts.accountsTeamsCreate({ account: "admin", data: { name: "Writers" } });
    token = (await client.tokens.tokensCreate({ data: { username: "kim", password: PASSWORD } })).token;
    page = await dashboard.open("/projects");
    await page.getByRole("link", { name: "admin/first" }).waitFor();
  });
  afterAll(() => dashboard?.close());

  it("make a project, in an account that one chooses", async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "New project" }).click();
    await page.getByLabel("Name").fill("no name");
    await dialog().getByRole("button", { name: "Create project" }).click();
    await dialog()
      .getByText(/match|letters/i)
      .last()
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("Name").fill("books");
    await page.getByLabel("Title").fill("All books");
    await dialog().getByRole("button", { name: "Create project" }).click();
    await page.getByRole("heading", { name: "Project All books" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("change its settings", async () => {
    await dashboard.hub.client.accounts.accountsZonesCreate({ account: "admin", data: { name: "north" } });
    await page.reload();
    await page.getByLabel("Title").fill("Books");
    await page.getByLabel("Anybody may read it").check();
    await page.getByRole("combobox", { name: "Zone" }).click();
    await page.getByRole("option", { name: "north" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Project Books" }).waitFor();
    await page.reload();
    await expect.poll(() => page.getByRole("combobox", { name: "Zone" }).inputValue()).toBe("north");
    await page.goto("/projects");
    await page.getByRole("row").filter({ hasText: "admin/books" }).getByText("Public").waitFor();
  });

  it("find a project by its name, which is in the address", async () => {
    await page.getByRole("searchbox", { name: "Find a project" }).fill("boo");
    await page.getByRole("link", { name: "admin/first" }).waitFor({ state: "hidden" });
    await page.waitForURL("**/projects?search=boo");
    await page.getByRole("link", { name: "admin/books" }).click();
    await page.getByRole("link", { name: "Settings and members" }).click();
    await page.getByRole("heading", { name: "Project Books" }).waitFor();
  });

  it("add users and teams, change their roles and take them away", async () => {
    await page.getByRole("button", { name: "Add a user" }).click();
    await dialog().getByRole("combobox", { name: "User" }).fill("kim");
    await page.getByRole("option", { name: "Kim Lee (kim)" }).click();
    await dialog().getByRole("button", { name: "Add to the project" }).click();
    await closed();
    const role = page.getByLabel("Role of kim");
    await role.selectOption("READER");
    await expect.poll(() => role.isEnabled()).toBe(true);
    expect(await role.inputValue()).toBe("READER");
    await page.getByRole("button", { name: "Add a team" }).click();
    await dialog().getByRole("combobox", { name: "Team" }).click();
    await page.getByRole("option", { name: "Writers" }).click();
    await dialog().getByRole("button", { name: "Add to the project" }).click();
    await page.getByRole("button", { name: "Remove Writers" }).click();
    await dialog().getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Remove Writers" }).waitFor({ state: "hidden" });
  });

  it("invite somebody by mail, or with the link", async () => {
    await page.getByRole("button", { name: "Invite" }).click();
    await dialog().getByLabel("Email").fill("friend@example.org");
    await dialog().getByRole("button", { name: "Invite" }).click();
    expect(await page.getByRole("textbox", { name: "The invite is made" }).inputValue()).toMatch(/^http/);
    await page.keyboard.press("Escape");
    await closed();
  });

  it("show a reader what the project is, and no button that is of no use", async () => {
    const theirs = await dashboard.open("/projects", { token });
    await theirs.getByRole("link", { name: "admin/books" }).waitFor();
    expect(await theirs.getByRole("link", { name: "admin/first" }).count()).toBe(0);
    const { results } = await dashboard.hub.client.projects.projectsList({ search: "books" });
    await theirs.goto(`/projects/${results[0]?.id}/settings`);
    await theirs.getByRole("definition").filter({ hasText: "books" }).first().waitFor();
    expect(await theirs.getByRole("button", { name: /Save|Add|Delete|Invite/ }).count()).toBe(0);
    expect(await accessibilityFaults(theirs)).toEqual([]);
  });

  it("delete a project once one has typed its name", async () => {
    await page.getByRole("button", { name: "Delete project" }).click();
    await dialog().getByLabel("Type books to confirm").fill("boks");
    await dialog().getByRole("button", { name: "Delete project" }).click();
    await dialog().getByText("This is not its name.").waitFor();
    await dialog().getByLabel("Type books to confirm").fill("books");
    await dialog().getByRole("button", { name: "Delete project" }).click();
    await page.getByRole("heading", { name: "Projects", level: 1 }).waitFor();
    await page.getByRole("link", { name: "admin/first" }).waitFor();
    expect(await page.getByRole("link", { name: "admin/books" }).count()).toBe(0);
  });

  it("fit on a phone, in dark", async () => {
    for (const path of ["/projects", dashboard.path("settings")]) {
      const phone = await dashboard.open(path, { scheme: "dark", size: "phone" });
      await phone.getByRole("table").first().waitFor();
      expect(await accessibilityFaults(phone)).toEqual([]);
      expect(await phone.evaluate(() => document.querySelector("main")?.scrollWidth)).toBe(390);
      await phone.context().close();
    }
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
