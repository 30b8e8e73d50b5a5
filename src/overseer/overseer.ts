import os from "node:os";
import { createClient, type Hub } from "../../clients/typescript/src/client.ts";
import type { Broker } from "../broker/broker.ts";
import { openBroker } from "../broker/connect.ts";
import type { BackoffOptions } from "../core/backoff.ts";
import { readText } from "../service/files.ts";
import type { Logger } from "../service/log.ts";
import type { Runnable } from "../service/run.ts";
import { VERSION } from "../service/version.ts";
import { Adoption } from "./adoption.ts";
import type { OverseerConfig } from "./config.ts";
import { Gauges } from "./gauges.ts";
import { Inspection } from "./inspection.ts";
import { ManagerLink } from "./link.ts";
import { Presence } from "./presence.ts";
import { Reception } from "./receive.ts";
import { until } from "./wait.ts";
import { Watch } from "./watch.ts";
import { WorkerNews } from "./workers.ts";

export interface OverseerOptions {
  readonly config: () => Promise<OverseerConfig>;
  readonly log: Logger;
  /** Pauses while the manager is away or refuses. */
  readonly backoff?: { readonly away?: BackoffOptions; readonly refusing?: BackoffOptions };
}

/** Longest silence of the manager, in milliseconds. */
const REQUEST_MS = 20_000;

/** How long the batches in hand may take when the overseer stops, in milliseconds. They come again to the next one. */
const DRAIN_MS = 5_000;

/**
 * Listens to what happens on the queues, and tells the manager. It holds nothing that the broker does not: at any moment it
 * may be killed, and any number of overseers share the work.
 */
export class Overseer implements Runnable {
  readonly #options: OverseerOptions;
  readonly #stopping = new AbortController();
  readonly #hurry = new AbortController();
  readonly #link: ManagerLink;
  #config: OverseerConfig | undefined;
  #token: string | null = null;
  #parts: Parts | undefined;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: OverseerOptions) {
    this.#options = options;
    this.#link = new ManagerLink({ log: options.log, ...options.backoff, renew: () => this.#readToken() });
  }

  /** Address of its own figures, if they are served. */
  get metricsAddress(): string | null {
    return this.#parts?.gauges.address ?? null;
  }

  facts(): Record<string, unknown> {
    return { metrics: this.metricsAddress };
  }

  /** Resolves once it takes events; waits for the token, the manager and the broker until they are there. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Resolves once the batches in hand are done. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Ends the requests that `stop` would wait for. */
  async kill(): Promise<void> {
    this.#hurry.abort();
    await this.stop();
  }

  async #start(): Promise<void> {
    const { log, config } = this.#options;
    const { signal } = this.#stopping;
    signal.throwIfAborted();
    this.#config = await config();
    this.#parts = this.#makeParts(this.#config);
    const { gauges, hub, broker, reception, watch, inspection, presence } = this.#parts;
    await gauges.start();
    await until("the overseer's token", () => this.#readToken(), { log, signal });
    await until(`the manager at ${this.#config.hubUrl}`, () => hub.status.statusRead({}, { signal }), { log, signal });
    await until("the broker", () => broker.start(), { log, signal });
    await reception.start();
    await watch.start();
    await inspection.start();
    await presence.start();
    log.info({ manager: this.#config.hubUrl, broker: broker.transport }, "listening to events");
  }

  #makeParts({ hubUrl, brokerConfig, secretKey, adopt, metrics }: OverseerConfig): Parts {
    const { log } = this.#options;
    const link = this.#link;
    const request = { signal: this.#hurry.signal };
    // Each batch that comes again would be a warning of its own: that the manager or the broker is away is told once.
    const brokerLog = log.child({}, { level: log.isLevelEnabled("debug") ? log.level : "error" });
    const broker = openBroker({ ...brokerConfig, secretKey, log: brokerLog });
    const hub = createClient({ url: hubUrl, token: () => this.#token, timeoutMs: REQUEST_MS });
    const gauges = new Gauges({ broker, log, ...metrics });
    const workers = new WorkerNews({ hub, link, log, request });
    const watch = new Watch({ broker, link, log, report: (events) => workers.deliver(events) });
    const inspection = new Inspection({ control: broker.control, hub, link, log, request });
    const adoption = adopt === null ? null : new Adoption({ hub, project: adopt, request });
    const reception = new Reception({ broker, hub, link, workers, watch, inspection, adoption, gauges, log, request });
    const self = { hostname: os.hostname(), pid: process.pid, version: VERSION };
    const presence = new Presence({ hub, link, log, request, ...self });
    return { broker, hub, gauges, watch, inspection, presence, reception };
  }

  async #readToken(): Promise<void> {
    if (!this.#config) return;
    const { token, tokenFile } = this.#config;
    const found = token ?? (await readText(tokenFile));
    if (!found) throw new Error(`there is no JOBHUB_TOKEN, and no file ${tokenFile}`);
    this.#token = found;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    this.#link.stop();
    await this.#started?.catch(() => {});
    if (!this.#parts) return;
    const { reception, watch, inspection, presence, broker, hub, gauges } = this.#parts;
    const hurry = setTimeout(() => this.#hurry.abort(), DRAIN_MS);
    // A broker that is away answers no request until it is stopped.
    const inspected = inspection.stop();
    await Promise.all([reception.stop(), watch.stop(), presence.stop()]);
    await broker.stop();
    await Promise.all([inspected, hub.close(), gauges.stop()]);
    clearTimeout(hurry);
  }
}

interface Parts {
  readonly broker: Broker;
  readonly hub: Hub;
  readonly gauges: Gauges;
  readonly watch: Watch;
  readonly inspection: Inspection;
  readonly presence: Presence;
  readonly reception: Reception;
}
