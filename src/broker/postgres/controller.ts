/** The asking side of remote control on PostgreSQL: a row is a request, and each worker adds its answer. */

import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Database } from "../../database/connect.ts";
import type { RemoteControl, RequestOptions } from "../control.ts";
import { findConnected } from "./consumers.store.ts";
import { ANSWERS_CHANNEL, deleteRequest, findAnswers, insertRequest } from "./control.store.ts";
import type { Notices } from "./notices.ts";

export interface ControllerParts {
  readonly database: Database;
  readonly notices: Notices;
}

type Answers = Record<string, JsonValue>;

const PATIENCE_MS = 1_000;

export class Controller implements RemoteControl {
  readonly #database: Database;
  readonly #notices: Notices;

  constructor({ database, notices }: ControllerParts) {
    this.#database = database;
    this.#notices = notices;
  }

  async request(method: string, args: JsonObject = {}, options: RequestOptions = {}): Promise<Answers> {
    const { destination = null, timeoutMs = PATIENCE_MS } = options;
    let look: (payload: string) => void = () => undefined;
    const unhear = await this.#notices.hear(ANSWERS_CHANNEL, (payload) => look(payload));
    try {
      const id = await insertRequest(this.#database, { method, args, destination });
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, timeoutMs);
        const isAnswered = async () => {
          const answers = await findAnswers(this.#database, id);
          return destination?.every((name) => Object.hasOwn(answers, name)) ?? false;
        };
        look = (payload) => {
          if (payload !== "" && payload !== String(id)) return;
          isAnswered().then((done) => {
            if (!done) return;
            clearTimeout(timer);
            resolve();
          }, reject);
        };
        look("");
      });
      return await this.#collect(id);
    } finally {
      unhear();
    }
  }

  async connected(names: readonly string[]): Promise<string[]> {
    return names.length === 0 ? [] : await findConnected(this.#database, names);
  }

  async cast(method: string, args: JsonObject = {}, destination: readonly string[] | null = null): Promise<void> {
    await insertRequest(this.#database, { method, args, destination });
  }

  async #collect(id: number): Promise<Answers> {
    const answers = await findAnswers(this.#database, id);
    await deleteRequest(this.#database, id);
    return answers;
  }
}
