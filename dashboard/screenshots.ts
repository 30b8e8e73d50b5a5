/**
 * `npm run screenshots`: pictures of every page of a hub with real jobs, light and dark, on a desktop and on a phone, into
 * dist/screenshots.
 */

import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { DIST } from "../e2e/process.ts";
import { startDashboard, type TestDashboard, type WindowOptions } from "./testing/dashboard.ts";
import { makeJobs } from "./testing/jobs.ts";

const FOLDER = path.join(DIST, "screenshots");
const SCHEMES = ["light", "dark"] as const;
const SIZES = ["desktop", "phone"] as const;

let dashboard: TestDashboard;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  dashboard = await startDashboard();
  await makeJobs(dashboard.hub);
});
afterAll(() => dashboard?.close());

it.each(SCHEMES.flatMap((scheme) => SIZES.map((size) => ({ scheme, size }))))("every page, $scheme, $size", async (look) => {
  await take({ ...look, token: null }, ["/sign-in"]);
  await take(look, await pagesOf(dashboard));
});

async function take(look: WindowOptions, paths: readonly string[]): Promise<void> {
  const window = await dashboard.window(look);
  const page = await window.newPage();
  for (const address of paths) {
    await page.goto(address);
    await settled(page);
    const name = address
      .replace(/\d+/g, "n")
      .replace(/[^a-z]+/gi, "-")
      .replace(/^-|-$/g, "");
    await page.screenshot({ path: path.join(FOLDER, `${name}.${look.scheme}.${look.size}.png`) });
  }
  await window.close();
}

/** All that the navigation leads to, a filtered list, and a job that failed. */
async function pagesOf({ hub }: TestDashboard): Promise<string[]> {
  const page = await dashboard.open(dashboard.path("jobs"));
  const links = page.getByRole("navigation").first().getByRole("link");
  await links.nth(1).waitFor();
  const found = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? "/"));
  await page.context().close();
  const { results } = await hub.client.projects.projectsJobsList({ project: hub.project, status: "Failed", limit: 1 });
  const others = ["/hub/overview", "/accounts/admin", "/accounts/hub/workers/1", "/users/me"];
  return [...new Set([...found, ...others, dashboard.path("jobs?q=status:failed"), dashboard.path(`jobs/${results[0]?.id}`)])];
}

async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).or(page.getByRole("main")).first().waitFor();
  await page.getByRole("status", { name: "Loading" }).first().waitFor({ state: "detached" });
}
