import type { JsonObject } from "../../core/json.ts";
import type { Clock } from "./clock.ts";
import type { Controller } from "./controller.ts";
import type { Revocations } from "./revocations.ts";

export interface HelloParts {
  readonly hostname: string;
  readonly controller: Controller;
  readonly revocations: Revocations;
  readonly clock: Clock;
  readonly leaseMs: number;
}

/** How long a worker that starts waits for its peers. */
const PATIENCE_MS = 1_000;
const QUIET_MS = 100;

/** Asks all nodes what is cancelled, and tells them what we know. */
export async function sayHello({ hostname, controller, revocations, clock, leaseMs }: HelloParts): Promise<void> {
  const args: JsonObject = { from_node: hostname, ...revocations.tell() };
  const timeoutMs = Math.min(PATIENCE_MS, leaseMs / 6);
  const answers = await controller.request("hello", args, { timeoutMs, quietMs: QUIET_MS });
  for (const answer of Object.values(answers) as JsonObject[]) {
    clock.hear(answer.clock);
    revocations.learn(answer);
  }
}
