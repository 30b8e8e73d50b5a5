/** What the name of a queue says: `<zone>[:<priority 0-9>][:untrusted][:interrupt]`. */

export interface QueueFacts {
  readonly name: string;
  readonly zone: string;
  readonly priority: number;
  /** Whether it is for jobs that run untrusted code. */
  readonly untrusted: boolean;
  /** Whether it is for what has to reach workers that are busy. */
  readonly interrupt: boolean;
}

const QUEUE_NAME = /^([a-z][a-z0-9-]*)(?::([0-9]))?(:untrusted)?(:interrupt)?$/;
const LONGEST_ZONE = 256;

/** Null if it is not the name of a queue. */
export function parseQueueName(name: string): QueueFacts | null {
  const [, zone, priority, untrusted, interrupt] = QUEUE_NAME.exec(name) ?? [];
  if (zone === undefined || zone.length > LONGEST_ZONE) return null;
  return {
    name,
    zone,
    priority: Number(priority ?? 0),
    untrusted: untrusted !== undefined,
    interrupt: interrupt !== undefined,
  };
}
