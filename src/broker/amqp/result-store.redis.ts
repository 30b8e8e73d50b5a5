/** Results in Redis, as Celery's Redis backend keeps them: clients and workers read and write the same. */

import { createClient } from "@redis/client";
import type { Logger } from "../../service/log.ts";
import { parseJson } from "../python.ts";
import { type ResultMeta, readResult } from "./result-message.ts";
import type { ResultDetails, ResultStore } from "./result-store.ts";

/** Seconds that a result is kept, Celery's default. */
const KEPT = 86_400;
const FINAL = ["SUCCESS", "FAILURE", "REVOKED"];

export class RedisResults implements ResultStore {
  readonly #client: ReturnType<typeof connect>;
  #connecting: Promise<unknown> | undefined;

  constructor(url: string, log: Logger) {
    this.#client = connect(url, log);
  }

  async fetch(taskId: string): Promise<ResultMeta | null> {
    const text = await (await this.#connected()).get(keyOf(taskId));
    if (text === null) return null;
    const meta = readResult(parseJson(text));
    return FINAL.includes(meta.status) ? meta : null;
  }

  /** A success stays, whatever a worker that was taken for dead says later. */
  async keep(meta: ResultMeta, { group, parent }: ResultDetails): Promise<void> {
    const client = await this.#connected();
    const key = keyOf(meta.task_id);
    const stored = await client.get(key);
    if (stored !== null && readResult(parseJson(stored)).status === "SUCCESS") return;
    const date_done = new Date().toISOString().replace("Z", "000");
    const json = JSON.stringify({
      ...meta,
      date_done,
      ...(group && { group_id: group }),
      ...(parent && { parent_id: parent }),
    });
    await client.multi().setEx(key, KEPT, json).publish(key, json).exec();
  }

  async stop(): Promise<void> {
    if (this.#connecting) await this.#client.close();
  }

  async #connected() {
    this.#connecting ??= this.#client.connect();
    await this.#connecting;
    return this.#client;
  }
}

function connect(url: string, log: Logger) {
  const client = createClient({ url });
  client.on("error", (error) => log.warn({ err: error }, "Redis is away; trying until it is back"));
  return client;
}

function keyOf(taskId: string): string {
  return `celery-task-meta-${taskId}`;
}
