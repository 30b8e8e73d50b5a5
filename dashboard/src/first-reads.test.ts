import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../src/service/testing.needs.ts";
import { CHROMIUM } from "../testing/browser.ts";
import { startDashboard, type TestDashboard } from "../testing/dashboard.ts";

describeWith([CHROMIUM], "what the first page needs", () => {
  let dashboard: TestDashboard;
  let page: Page;
  /** Addresses, in their order. */
  let asked: string[];

  const visit = async (path: string) => {
    // What the page before still asks for is not asked for by this one.
    await page.goto("about:blank");
    asked = [];
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  const jobs = (filter = "") => [
    "/api/users/me/",
    `/api/projects/${dashboard.hub.project}/`,
    `/api/projects/${dashboard.hub.project}/jobs/?limit=100&cursor=newest${filter}`,
  ];
  /** What was asked of the API before the page's own script was. */
  const first = () =>
    asked
      .slice(
        0,
        asked.findIndex((one) => one.startsWith("/assets/jobs.page-")),
      )
      .filter(isOfApi);
  const isOfApi = (address: string) => address.startsWith("/api/");

  beforeAll(async () => {
    dashboard = await startDashboard({ without: ["overseer", "worker"] });
    page = await (await dashboard.window()).newPage();
    page.on("request", (request) => asked.push(request.url().slice(dashboard.hub.url.length)));
  });
  afterAll(() => dashboard?.close());

  it("is asked for before the page's own script", async () => {
    await visit(dashboard.path("jobs?q=status:failed"));
    await page.getByText("No job matches").waitFor();
    expect(first()).toEqual(jobs("&status=Failed"));
  });

  it("is of the project that one looked at last, at the start", async () => {
    await visit("/");
    await page.waitForURL(`**${dashboard.path("jobs")}`);
    expect(first()).toEqual(jobs());
  });

  it("is left to the other pages themselves", async () => {
    await visit("/projects");
    await page.getByRole("table").waitFor();
    expect(asked.some((address) => address.startsWith("/assets/projects.page-"))).toBe(true);
    expect(asked.filter((address) => address.includes("/jobs/?"))).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });
});
