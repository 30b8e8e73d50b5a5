import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../../src/service/testing.needs.ts";
import { accessibilityFaults } from "../../testing/axe.ts";
import { CHROMIUM } from "../../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../../testing/dashboard.ts";

const PASSWORD = "correct horse battery";

describeWith([CHROMIUM], "the pages of accounts, of users and of oneself", () => {
  let dashboard: TestDashboard;
  let page: Page;

  const dialog = () => page.getByRole("dialog");
  const closed = () => dialog().waitFor({ state: "hidden" });
  const choose = async (item: string) => {
    await page.getByRole("button", { name: "What to do with kim" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const sees = async (path: string) => {
    expect(await accessibilityFaults(page), path).toEqual([]);
  };

  beforeAll(async () => {
    dashboard = await startDashboard({ without: ["overseer", "worker"] });
    page = await dashboard.open("/users");
    await page.getByRole("row").filter({ hasText: "overseer" }).waitFor();
  });
  afterAll(() => dashboard?.close());

  it("make a user, who can sign in", async () => {
    await sees("users");
    await page.getByRole("button", { name: "New user" }).click();
    await dialog().getByLabel("User name").fill("kim");
    await dialog().getByRole("textbox", { name: "Password" }).fill("short");
    await dialog().getByRole("button", { name: "Create user" }).click();
    await dialog()
      .getByText(/10 characters|at least 10|fewer/i)
      .last()
      .waitFor();
    await sees("new user");
    await dialog().getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await dialog().getByRole("button", { name: "Create user" }).click();
    await closed();
    await page.getByRole("row").filter({ hasText: "kim" }).waitFor();
    const { token } = await dashboard.hub.client.tokens.tokensCreate({ data: { username: "kim", password: PASSWORD } });
    expect(token).not.toBe("");
  });

  it("change a user, set a password, make a link, turn the user away and let in again", async () => {
    await choose("Change names and rights");
    await dialog().getByLabel("First name").fill("Kim");
    await dialog().getByLabel("Last name").fill("Lee");
    await dialog().getByRole("button", { name: "Save" }).click();
    await page.getByText("Kim Lee (kim)").waitFor();
    await choose("Set a password");
    await dialog().getByRole("textbox", { name: "New password" }).fill(`${PASSWORD}!`);
    await dialog().getByRole("button", { name: "Set password" }).click();
    await closed();
    await choose("Make a sign-in link");
    const url = await page.getByRole("textbox", { name: "Sign-in link for kim" }).inputValue();
    const theirs = await dashboard.open(url, { token: null });
    await theirs.getByRole("button", { name: "Signed in as kim" }).waitFor();
    expect(await theirs.getByRole("link", { name: "Hub", exact: true }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await closed();
    await choose("Deactivate");
    await dialog().getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Deactivated").waitFor();
    await choose("Activate");
    await dialog().getByRole("button", { name: "Activate" }).click();
    await page.getByText("Deactivated").waitFor({ state: "hidden" });
  });

  it("make an account, with users and roles", async () => {
    await page.getByRole("link", { name: "Accounts" }).click();
    await page.getByRole("row").filter({ hasText: "hub" }).getByText("Shared").waitFor();
    await sees("accounts");
    await page.getByRole("button", { name: "New account" }).click();
    await dialog().getByLabel("Name", { exact: true }).or(dialog().getByLabel("Name *")).first().fill("press");
    await dialog().getByRole("button", { name: "Create account" }).click();
    await page.getByRole("heading", { name: "press", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Add a user" }).click();
    await dialog().getByRole("combobox", { name: "User" }).fill("kim");
    await page.getByRole("option", { name: "Kim Lee (kim)" }).click();
    await dialog().getByRole("button", { name: "Add user" }).click();
    await closed();
    await page.getByLabel("Role of kim").selectOption("MANAGER");
    await expect
      .poll(async () => (await dashboard.hub.client.accounts.accountsUsersRead({ account: "press", user: "kim" })).role)
      .toBe("MANAGER");
    await sees("account");
  });

  it("make a team, whose members come and go", async () => {
    await page.getByRole("button", { name: "New team" }).click();
    await dialog().getByLabel("Name").fill("Editors");
    await dialog().getByRole("button", { name: "Create team" }).click();
    await page.getByRole("button", { name: "Add a member to Editors" }).click();
    await dialog().getByRole("combobox", { name: "User" }).fill("kim");
    await page.getByRole("option", { name: "Kim Lee (kim)" }).click();
    await dialog().getByRole("button", { name: "Add member" }).click();
    await page.getByRole("button", { name: "Remove kim from Editors" }).click();
    await dialog().getByRole("button", { name: "Remove member" }).click();
    await page.getByRole("button", { name: "Remove kim from Editors" }).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Delete team Editors" }).click();
    await dialog().getByRole("button", { name: "Delete team" }).click();
    await page.getByText("No teams yet").waitFor();
  });

  it("change an account's settings and tier, and take users away", async () => {
    await page.getByLabel("Display name").fill("The Press");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "The Press", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Change the tier" }).click();
    await dialog().getByRole("combobox", { name: "Name of the tier" }).click();
    await page.getByRole("option", { name: "free" }).click();
    await dialog().getByRole("button", { name: "Change the tier" }).click();
    await page.getByText("The account is on the tier free now.").waitFor();
    const tier = page.getByRole("region", { name: "Tier" });
    await tier.getByText("free", { exact: true }).waitFor();
    expect(await tier.getByText("no limit").count()).toBe(3);
    await page.getByRole("button", { name: "Invite" }).click();
    await dialog().getByLabel("Email").fill("friend@example.org");
    await dialog().getByRole("button", { name: "Invite" }).click();
    await page.getByRole("textbox", { name: "The invite is made" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Remove kim" }).click();
    await dialog().getByRole("button", { name: "Remove user" }).click();
    await page.getByRole("button", { name: "Remove kim" }).waitFor({ state: "hidden" });
  });

  it("take one's profile, tokens, sessions and invites", async () => {
    await page.getByRole("button", { name: "Signed in as admin" }).click();
    await page.getByRole("menuitem", { name: "Your account and tokens" }).click();
    await page.getByText("friend@example.org").waitFor();
    await sees("you");
    await page.getByLabel("First name").fill("Ada");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your profile is saved.").waitFor();
    await page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password is changed.").waitFor();
    await page.getByRole("button", { name: "New token" }).click();
    await dialog().getByRole("button", { name: "Create token" }).click();
    const token = await page.getByRole("textbox", { name: "Your new token" }).inputValue();
    await page.keyboard.press("Escape");
    await closed();
    const other = await dashboard.open("/users/me", { token });
    await other.getByText("This one").waitFor();
    await page.getByRole("button", { name: `Revoke token ${token.slice(0, 8)}` }).click();
    await dialog().getByRole("button", { name: "Revoke token" }).click();
    await page.getByRole("button", { name: `Revoke token ${token.slice(0, 8)}` }).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Withdraw the invite of friend@example.org" }).click();
    await dialog().getByRole("button", { name: "Withdraw invite" }).click();
    await page.getByText("No invites").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Sign out Chrome, Linux" }).first().click();
    await dialog().getByRole("button", { name: "Sign out" }).click();
    await closed();
    await other.goto("/users/me");
    await other.waitForURL("**/sign-in**");
  });

  it.each(["/accounts", "/accounts/press", "/users", "/users/me"])("fit on a phone, in dark: %s", async (path) => {
    const phone = await dashboard.open(path, { scheme: "dark", size: "phone" });
    await phone.getByRole("table").first().waitFor();
    expect(await accessibilityFaults(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.querySelector("main")?.scrollWidth)).toBe(390);
    await phone.context().close();
  });

  it("said nothing on the console, and asked nobody else", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
