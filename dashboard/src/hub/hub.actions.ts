import { hub } from "../hub.ts";

export type Deed = "replay" | "drop";

/** @param ids which; null for all. @returns how many there were of these. */
export async function dispose(deed: Deed, ids: string[] | null): Promise<number> {
  const data = { ids };
  const { count } = await (deed === "replay"
    ? hub.broker.brokerSetAsideReplay({ data })
    : hub.broker.brokerSetAsideDrop({ data }));
  return count;
}
