/** The app for tests: on a database of its own, with people and projects, called through `call`. */

import type { InjectOptions } from "fastify";
import type { Broker } from "../broker/broker.ts";
import { secretKeyFrom } from "../core/secrets.ts";
import { createTestDatabase } from "../database/testing.ts";
import { createLogger } from "../service/log.ts";
import { insertAccount, personalAccountId, setAccountRole } from "./accounts/accounts.store.ts";
import { buildApp } from "./app.ts";
import type { User } from "./auth/auth.store.ts";
import { randomText } from "./auth/token.ts";
import type { App } from "./http/app.ts";
import { addContract } from "./http/contract.testing.ts";
import type { HubConfig } from "./hub.ts";
import type { AccountRole, ProjectRole } from "./permissions.ts";
import { insertProject } from "./projects/projects.store.ts";
import { issueToken } from "./tokens/tokens.service.ts";
import { createUser, type UserDetails } from "./users/users.service.ts";

/** More than any test sends; those of the throttles set their own. */
const TEST_THROTTLES = {
  throttles: { user: 1e9, userJob: 1e9, anonymous: 1e9, anonymousJob: 1e9, invites: 1e9 },
  guesses: 1e6,
};

export const TEST_CONFIG: HubConfig = {
  secretKey: secretKeyFrom("a key for tests alone"),
  bodyLimit: 16 * 2 ** 20,
  ...TEST_THROTTLES,
};

export interface TestUser extends User {
  readonly token: string;
  readonly accountId: number;
}

export interface TestProject {
  readonly id: number;
  readonly name: string;
  readonly accountId: number;
}

export interface TestReply<T = unknown> {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly body: T;
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;

export interface TestAppOptions {
  readonly config?: Partial<HubConfig>;
  readonly now?: () => number;
  /** Default one that takes everything and does nothing; or made from the test's own database. */
  readonly broker?: (url: string) => Broker | Promise<Broker>;
  readonly extend?: (app: App) => void;
}

/** Close it when done: that closes the app and drops the database. */
export async function buildTestApp({ config, now, broker, extend }: TestAppOptions = {}) {
  const { url, database, drop } = await createTestDatabase();
  const usedBroker = (await broker?.(url)) ?? IDLE_BROKER;
  const app = await buildApp({
    database,
    broker: usedBroker,
    config: { ...TEST_CONFIG, ...config },
    log: createLogger("test", process.env.JOBHUB_LOG_LEVEL || "silent"),
    ...(now && { now }),
    extend: (extended) => {
      addContract(extended);
      extend?.(extended);
    },
  }).catch(async (error) => {
    await drop();
    throw error;
  });
  await app.ready();

  const makeUser = async (details: Partial<UserDetails> = {}): Promise<TestUser> => {
    const user = await createUser(database, { username: `user-${randomText(8)}`, ...details });
    if (!user) throw new Error("The user name is taken.");
    const { token } = await issueToken(database, { userId: user.id });
    return { ...user, token, accountId: (await personalAccountId(database, user.id)) ?? 0 };
  };
  const admin = await makeUser({ username: "admin", isStaff: true });
  const user = await makeUser({ username: "user", firstName: "Ursula", lastName: "Sorel" });

  return {
    app,
    url,
    database,
    broker: usedBroker,
    /** Staff. */
    admin,
    /** Not staff. */
    user,
    makeUser,

    /** An account whose owner is `owner`. */
    async makeAccount(owner: User, name = `account-${randomText(8)}`): Promise<number> {
      const id = await insertAccount(database, { name, creatorId: owner.id, userId: null });
      if (id === null) throw new Error("The account's name is taken.");
      await setAccountRole(database, id, owner.id, "OWNER");
      return id;
    },
    setAccountRole: (accountId: number, who: User, role: AccountRole) => setAccountRole(database, accountId, who.id, role),

    /** A private project in the owner's personal account. */
    async makeProject(owner: TestUser, facts: Partial<TestProject> & { public?: boolean } = {}): Promise<TestProject> {
      const { name = `project-${randomText(8)}`, accountId = owner.accountId } = facts;
      const wanted = { account: accountId, creator: owner.id, name, public: facts.public ?? false, key: randomText(32) };
      const project = await insertProject(database, wanted);
      if (!project) throw new Error("The project's name is taken.");
      return { id: project.id, name, accountId };
    },
    setProjectRole: (project: TestProject, who: User, role: ProjectRole) =>
      database.query(
        `INSERT INTO project_agents (project_id, user_id, role) VALUES ($1, $2, $3)
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = EXCLUDED.role`,
        [project.id, who.id, role],
      ),

    /** One request. `as` signs it; a `body` that is not text goes as JSON. The reply's JSON is parsed. */
    async call<T = unknown>(
      method: string,
      path: string,
      { as, body, headers }: { as?: { token: string } | undefined; body?: unknown; headers?: Record<string, string> } = {},
    ): Promise<TestReply<T>> {
      const reply = await app.inject({
        method: method as InjectOptions["method"] & string,
        url: path,
        headers: {
          ...(as && { authorization: `Token ${as.token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const isJson = reply.body !== "" && String(reply.headers["content-type"]).startsWith("application/json");
      return { status: reply.statusCode, headers: reply.headers, body: (isJson ? reply.json() : reply.body) as T };
    },

    async close(): Promise<void> {
      await app.close();
      await usedBroker.stop();
      await drop();
    },
  };
}

const idle = { start: async () => {}, stop: async () => {} };

/** A broker that takes everything and does nothing. */
export const IDLE_BROKER: Broker = {
  ...idle,
  transport: "postgres",
  transactional: true,
  control: { request: async () => ({}), connected: async () => [], cast: async () => {} },
  publish: async () => {},
  revoke: async () => {},
  consume: () => ({ ...idle, queues: [], wake: () => {}, pause: () => {} }),
  emit: async () => {},
  receiveEvents: () => idle,
  setAside: async () => {},
  listSetAside: async () => [],
  countSetAside: async () => 0,
  replay: async () => 0,
  drop: async () => 0,
  depths: async () => [],
  returnLost: async () => 0,
  findVanished: async () => [],
};
