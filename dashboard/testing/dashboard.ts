/**
 * A hub of real processes, and a browser that looks at it:
 *
 *     const dashboard = await startDashboard();
 *     const page = await dashboard.open("/projects/1/jobs");
 *     …
 *     await dashboard.close();
 *
 * What a page says on its console, throws or asks of other hosts is a fault: `faults` has it, and a test expects none.
 */

import type { Browser, BrowserContext, Page } from "playwright-core";
import { vi } from "vitest";
import { type HubOptions, startHub, type TestHub } from "../../e2e/hub.ts";
import { launchBrowser } from "../../src/manager/dashboard/testing.chromium.ts";
import { readText } from "../../src/service/files.ts";

export interface WindowOptions {
  /** Whose session it has. Default the staff user `admin`; null for nobody. */
  readonly token?: string | null;
  readonly scheme?: "light" | "dark";
  readonly size?: "desktop" | "phone";
}

const ACTION_MS = 20_000;
// Longer than one action, so that a test that fails says what it waited for.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
/** Chromium counts a refused request as an error on the console, though the page deals with it. */
const EXPECTED = /^Failed to load resource: (the server responded with a status of (400|401|403|404|409|424|503)|net::ERR_)/;

export class TestDashboard {
  readonly hub: TestHub;
  readonly faults: string[] = [];
  readonly #browser: Browser;

  constructor(hub: TestHub, browser: Browser) {
    this.hub = hub;
    this.#browser = browser;
  }

  /** A page of its first project: `jobs` is `/projects/1/jobs`. */
  path(page: string): string {
    return `/projects/${this.hub.project}/${page}`;
  }

  /** A window of its own, with cookies of its own, at a path of the dashboard. */
  async open(path: string, options: WindowOptions = {}): Promise<Page> {
    const context = await this.window(options);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  /** What several pages share: one browser's cookies and settings. */
  async window({ token, scheme = "light", size = "desktop" }: WindowOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      baseURL: this.hub.url,
      viewport: SIZES[size],
      colorScheme: scheme,
      hasTouch: size === "phone",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(ACTION_MS);
    context.on("page", (page) => this.#watch(page));
    const mine = token === undefined ? await this.adminToken() : token;
    if (mine) await signIn(context, this.hub.url, mine);
    return context;
  }

  async adminToken(): Promise<string> {
    return (await readText(`${this.hub.dataDir}/admin-token`)) ?? "";
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.hub.close();
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.faults.push(error.stack ?? error.message));
    page.on("console", (message) => {
      const isBad = message.type() === "error" || message.type() === "warning";
      if (isBad && !EXPECTED.test(message.text())) this.faults.push(message.text());
    });
    page.on("request", (request) => {
      const isOurs = request.url().startsWith(this.hub.url) || /^(data|blob):/.test(request.url());
      if (!isOurs) this.faults.push(`asked another host: ${request.url()}`);
    });
  }
}

async function signIn(context: BrowserContext, origin: string, token: string): Promise<void> {
  const answer = await context.request.post("/api/sessions/", { data: { token: token.trim() }, headers: { origin } });
  if (!answer.ok()) throw new Error(`Signing in: ${answer.status()} ${await answer.text()}`);
}

export async function startDashboard(options: HubOptions = {}): Promise<TestDashboard> {
  const hub = await startHub(options);
  try {
    return new TestDashboard(hub, await launchBrowser());
  } catch (error) {
    await hub.close();
    throw error;
  }
}
