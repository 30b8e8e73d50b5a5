import { hub } from "../hub.ts";

export async function createZone(account: string, name: string): Promise<void> {
  await hub.accounts.accountsZonesCreate({ account, data: { name } });
}

export async function deleteZone(account: string, zone: number): Promise<void> {
  await hub.accounts.accountsZonesDelete({ account, zone });
}
