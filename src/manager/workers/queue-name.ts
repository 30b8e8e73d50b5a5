/**
 * What the name of a queue says: `[<account>/]<zone>[:<priority 0-9>][:untrusted][:interrupt]`, the account as its id.
 *
 * Whose queue it is. Accounts choose the names of their zones as they like, and share one broker, where the name of a queue is all
 * that tells whose tasks it holds. So there a queue of the hub's own account has its plain name, and one of another account
 * its name after the account's id: `42/gpu:5`. The id and not the name of the account, since an account may be renamed and
 * another one take its name, and with it the tasks that wait. A worker that serves account 42 is started with
 * `JOBHUB_QUEUES=42/gpu:5`, or `celery worker -Q 42/gpu:5`.
 *
 * A worker that RabbitMQ has in a virtual host named like an account is that account's too, and says plain names. The hub publishes
 * in its own virtual host alone: there, a shovel takes what comes to `42/gpu` on to `gpu` in the account's.
 *
 * What keeps a worker from the tasks of another account is its credentials for the broker, nothing that it says:
 * - RabbitMQ lets each user into certain virtual hosts and queues. Workers of an account get a user for its virtual host alone, or
 *   one that in the hub's may read `^42/` and nothing else. A worker in an account's virtual host that names the queue of
 *   another account is refused in the record, and could not take from it either.
 * - On PostgreSQL whoever has the address of the broker's database can read and claim every task, and has the key that opens
 *   their secrets. All workers there are the hub's own, run by its operators on behalf of the accounts; a name keeps them from mistakes
 *   only. An account that brings workers which the hub does not trust needs RabbitMQ.
 */

export interface QueueFacts {
  /** The name without its account. */
  readonly name: string;
  /** Id of the account that the name tells; null if it tells none. */
  readonly account: number | null;
  readonly zone: string;
  /** The least priority of jobs that it is meant for. */
  readonly priority: number;
  /** Whether it is for jobs that run untrusted code. */
  readonly untrusted: boolean;
  /** Whether it is for jobs that may be interrupted, and started again: its workers may be taken away at any moment. */
  readonly interrupt: boolean;
}

const QUEUE_NAME = /^(?:([1-9]\d{0,14})\/)?(([a-z][a-z0-9-]*)(?::([0-9]))?(:untrusted)?(:interrupt)?)$/;
const LONGEST_ZONE = 256;

/** Null if it is not the name of a queue. */
export function parseQueueName(text: string): QueueFacts | null {
  const [, account, name, zone, priority, untrusted, interrupt] = QUEUE_NAME.exec(text) ?? [];
  if (name === undefined || zone === undefined || zone.length > LONGEST_ZONE) return null;
  return {
    name,
    account: account === undefined ? null : Number(account),
    zone,
    priority: Number(priority ?? 0),
    untrusted: untrusted !== undefined,
    interrupt: interrupt !== undefined,
  };
}

/** What the broker calls a queue. */
export function brokerQueueName(name: string, account: { readonly id: number; readonly isHub: boolean }): string {
  return account.isHub ? name : `${account.id}/${name}`;
}
