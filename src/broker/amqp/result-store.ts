import type { ResultMeta } from "./result-message.ts";

/** A store of results that clients and workers of Celery share. */
export interface ResultStore {
  /** Null if there is none that is final. */
  fetch(taskId: string): Promise<ResultMeta | null>;
  keep(meta: ResultMeta, details: ResultDetails): Promise<void>;
  stop(): Promise<void>;
}

export interface ResultDetails {
  readonly group: string | null;
  readonly parent: string | null;
}
