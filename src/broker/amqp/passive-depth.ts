import type { Connection } from "rabbitmq-client";
import { isRefused } from "./connection.ts";

/** What a queue has now; null if it is not there. On a channel of its own, which ends then. */
export async function passiveDepth(
  connection: Connection,
  queue: string,
): Promise<{ messageCount: number; consumerCount: number } | null> {
  const channel = await connection.acquire({ emitErrorsFromChannel: true });
  channel.on("error", () => undefined);
  try {
    return await channel.queueDeclare({ queue, passive: true });
  } catch (error) {
    if (isRefused(error, "NOT_FOUND")) return null;
    throw error;
  } finally {
    await channel.close();
  }
}
