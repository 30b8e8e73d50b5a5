import type { QueueDepth } from "../broker.ts";
import { isTaskQueue } from "./wire.ts";

/** A queue as RabbitMQ's management describes it. Figures are missing for the first seconds. */
interface QueueInfo {
  readonly name: string;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly consumers?: number;
  readonly head_message_timestamp?: number | null;
}

const PATIENCE_MS = 5_000;
const COLUMNS = "name,messages_ready,messages_unacknowledged,consumers,head_message_timestamp";

/** The task queues of a virtual host. RabbitMQ counts every few seconds. @throws if the management does not answer. */
export async function readDepths(managementUrl: string, virtualHost: string): Promise<QueueDepth[]> {
  const { origin, pathname, username, password } = new URL(managementUrl);
  const base = `${origin}${pathname.replace(/\/$/, "")}`;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const response = await fetch(`${base}/api/queues/${encodeURIComponent(virtualHost)}?columns=${COLUMNS}`, {
    headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`RabbitMQ's management answers ${response.status} at ${base}.`);
  const queues = (await response.json()) as QueueInfo[];
  return queues.filter(({ name }) => isTaskQueue(name)).map(toDepth);
}

function toDepth({
  name,
  messages_ready,
  messages_unacknowledged,
  consumers,
  head_message_timestamp: oldest,
}: QueueInfo): QueueDepth {
  return {
    queue: name,
    waiting: messages_ready ?? 0,
    claimed: messages_unacknowledged ?? 0,
    consumers: consumers ?? 0,
    oldestSeconds: messages_ready && oldest ? Math.max(0, Date.now() / 1000 - oldest) : null,
  };
}
