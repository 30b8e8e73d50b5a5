/** For tests of invites: a hub with an account and a project that its people may let others into. */

import type { AccountRole, ProjectRole } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestReply, type TestUser } from "../testing.ts";

export interface Invite {
  readonly id: number;
  readonly url: string;
  readonly key: string;
  readonly accepted: boolean;
  readonly sent: string | null;
}

export const DAY_MS = 24 * 60 * 60_000;

/** As a user of any hub. */
export function sendInvite(app: Pick<TestApp, "call">, body: object, as: TestUser): Promise<TestReply<Invite>> {
  const headers = { host: "hub.example" };
  return app.call<Invite>("POST", "/api/invites/", { body: { email: "guest@example.org", ...body }, as, headers });
}

export type InvitesHub = Awaited<ReturnType<typeof buildInvitesHub>>;

/** With the account `acme` of `owner`, where `manager` is a MANAGER, and its project. @param now in milliseconds since the epoch. */
export async function buildInvitesHub(now: () => number = Date.now) {
  const hub = await buildTestApp({ now });
  const owner = await hub.makeUser({ username: "owner", firstName: "Olga", lastName: "Onegin" });
  const manager = await hub.makeUser({ username: "manager" });
  const accountId = await hub.makeAccount(owner, "acme");
  await hub.setAccountRole(accountId, manager, "MANAGER");
  const project = await hub.makeProject(owner, { accountId, name: "plans" });
  const invite = (body: object, as: TestUser = manager) => sendInvite(hub, body, as);
  return {
    ...hub,
    owner,
    manager,
    accountId,
    project,
    invite,

    /** The address of a new invite. */
    link: async (body: object, as?: TestUser): Promise<string> => (await invite(body, as)).body.url,

    follow: (url: string, as?: { token: string }, headers?: Record<string, string>): Promise<TestReply<string>> =>
      hub.call<string>("GET", new URL(url).pathname, { as, ...(headers && { headers }) }),

    async accountRole(user: TestUser, account = accountId): Promise<AccountRole | null> {
      const { rows } = await hub.database.query<{ role: AccountRole }>(
        "SELECT role FROM account_users WHERE account_id = $1 AND user_id = $2",
        [account, user.id],
      );
      return rows[0]?.role ?? null;
    },

    async projectRole(user: TestUser): Promise<ProjectRole | null> {
      const { body } = await hub.call<{ role?: ProjectRole }>("GET", `/api/projects/${project.id}/`, { as: user });
      return body.role ?? null;
    },

    async makeTeam(): Promise<number> {
      const body = { name: `team ${Math.random()}` };
      return (await hub.call<{ id: number }>("POST", `/api/accounts/${accountId}/teams/`, { body, as: owner })).body.id;
    },
  };
}
