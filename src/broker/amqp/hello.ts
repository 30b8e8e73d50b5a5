import type { JsonObject } from "../../core/json.ts";
import type { Clock } from "./clock.ts";
import type { Controller } from "./controller.ts";
import type { Revocations } from "./revocations.ts";

export interface HelloParts {
  readonly hostname: string;
  readonly controller: Controller;
  readonly revocations: Revocations;
  readonly clock: Clock;
}

/** How long a worker that starts waits for its peers. */
const PATIENCE_MS = 1_000;
const QUIET_MS = 100;

/** Asks all nodes what is cancelled, and tells them what we know. */
export async function sayHello({ hostname, controller, revocations, clock }: HelloParts): Promise<void> {
  const args: JsonObject = { from_node: hostname, ...revocations.tell() };
  const answers = await controller.request("hello", args, { timeoutMs: PATIENCE_MS, quietMs: QUIET_MS });
  for (const answer of Object.values(answers) as JsonObject[]) {
    clock.hear(answer.clock);
    revocations.learn(answer);
  }
}
