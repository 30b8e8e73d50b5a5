/** What a hub needs before it is of use: its first users, accounts and project, and the files that hold their tokens. */

import path from "node:path";
import type { Database, Queryable } from "../database/connect.ts";
import { readText, writePrivate } from "../service/files.ts";
import { findAccountId, insertAccount, personalAccountId } from "./accounts/accounts.store.ts";
import { HUB_ACCOUNT } from "./accounts/hub-account.ts";
import { randomText } from "./auth/token.ts";
import { insertProject } from "./projects/projects.store.ts";
import * as store from "./setup.store.ts";
import { issueToken, tokenOwner } from "./tokens/tokens.service.ts";
import { createUser } from "./users/users.service.ts";
import { findUserByName } from "./users/users.store.ts";

const FIRST_PROJECT = "first";
const DEFAULT_ZONE = "default";

interface StaffUser {
  readonly id: number;
  readonly isNew: boolean;
  readonly active: boolean;
}

/**
 * Makes what is missing, and leaves alone what is there. Managers that start at once take turns. A token file whose token does
 * not work here, because it was revoked or the database is another one, gets a new one.
 */
export async function setUp(database: Database, dataDir: string): Promise<void> {
  await database.transaction(async (tx) => {
    await store.takeTurn(tx);
    const admin = await ensureStaffUser(tx, "admin");
    const overseer = await ensureStaffUser(tx, "overseer");
    if (admin.isNew) await makeFirstProject(tx, admin.id);
    await ensureHubAccount(tx);
    await ensureTokenFile(tx, admin, path.join(dataDir, "admin-token"));
    await ensureTokenFile(tx, overseer, path.join(dataDir, "overseer-token"));
  });
}

async function ensureStaffUser(tx: Queryable, username: string): Promise<StaffUser> {
  const there = await findUserByName(tx, username);
  if (there) return { id: there.id, isNew: false, active: there.active };
  const made = await createUser(tx, { username, isStaff: true });
  if (!made) throw new Error(`The user ${username} could not be made.`);
  return { id: made.id, isNew: true, active: true };
}

/** Only for a new user: whoever deletes the project does not get it back. */
async function makeFirstProject(tx: Queryable, adminId: number): Promise<void> {
  const account = await personalAccountId(tx, adminId);
  if (account === null) return;
  await insertProject(tx, {
    account,
    creator: adminId,
    name: FIRST_PROJECT,
    title: "First project",
    description: "Made with the hub, for first jobs.",
    key: randomText(32),
  });
}

async function ensureHubAccount(tx: Queryable): Promise<void> {
  const account =
    (await findAccountId(tx, HUB_ACCOUNT)) ?? (await insertAccount(tx, { name: HUB_ACCOUNT, creatorId: null, userId: null }));
  if (account !== null) await store.ensureQueue(tx, account, DEFAULT_ZONE);
}

/** The file is written before the token is committed: a crash in between leaves a token that does not work, and is mended. */
async function ensureTokenFile(tx: Queryable, { id: userId, active }: StaffUser, file: string): Promise<void> {
  // No token of somebody who was turned away would work.
  if (!active) return;
  const text = await readText(file);
  if (text && (await tokenOwner(tx, text)) === userId) return;
  const { token } = await issueToken(tx, { userId });
  await writePrivate(file, token);
}
