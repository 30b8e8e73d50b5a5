import { type AccountCreate, type AccountUpdate, hub } from "../hub.ts";
import type { AccountRole } from "../session/session.ts";

export type AccountDetails = AccountCreate;
export type AccountChanges = Partial<AccountUpdate>;

export async function createAccount(data: AccountDetails): Promise<void> {
  await hub.accounts.accountsCreate({ data });
}

export async function changeAccount(account: string, data: AccountChanges): Promise<void> {
  await hub.accounts.accountsPartialUpdate({ account, data });
}

/** @returns the name of the tier. */
export async function changePlan(account: string, plan: string): Promise<string> {
  return (await hub.accounts.accountsUpdatePlan({ account, data: { plan } })).plan;
}

export async function addUser(account: string, id: number, role: AccountRole): Promise<void> {
  await hub.accounts.accountsUsersCreate({ account, data: { id, role } });
}

export async function changeUserRole(account: string, user: number, role: AccountRole): Promise<void> {
  await hub.accounts.accountsUsersPartialUpdate({ account, user, data: { role } });
}

export async function removeUser(account: string, user: number): Promise<void> {
  await hub.accounts.accountsUsersDelete({ account, user });
}

export async function createTeam(account: string, name: string, description: string | null): Promise<void> {
  await hub.accounts.accountsTeamsCreate({ account, data: { name, description } });
}

export async function deleteTeam(account: string, team: number): Promise<void> {
  await hub.accounts.accountsTeamsDelete({ account, team });
}

export async function addTeamMember(account: string, team: number, id: number): Promise<void> {
  await hub.accounts.accountsTeamsMembersCreate({ account, team, data: { id } });
}

export async function removeTeamMember(account: string, team: number, user: number): Promise<void> {
  await hub.accounts.accountsTeamsMembersDelete({ account, team, user });
}
