/** Who runs PostgreSQL: it refuses to run as root. */

import { execFile } from "node:child_process";
import { chmod, chown, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user to run PostgreSQL as, or undefined for the one who runs this process. For root: `JOBHUB_POSTGRES_USER`, else
 * `postgres` if there is one, else `nobody`.
 */
export async function findUser(env: NodeJS.ProcessEnv = process.env): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const names = env.JOBHUB_POSTGRES_USER ? [env.JOBHUB_POSTGRES_USER] : ["postgres", "nobody"];
  for (const name of names) {
    const user = await lookUp(name);
    if (user && user.uid !== 0) return user;
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no other user named ${names.join(" or ")}. Set JOBHUB_POSTGRES_USER to a user who may run it, or DATABASE_URL to a PostgreSQL that you run.`,
  );
}

async function lookUp(name: string): Promise<User | undefined> {
  const id = async (flag: string) => Number((await promisify(execFile)("id", [flag, "--", name])).stdout);
  try {
    return { uid: await id("-u"), gid: await id("-g") };
  } catch {
    return undefined;
  }
}

/** Who owns a folder; null if it is not there. */
export async function ownerOf(dir: string): Promise<User | null> {
  const found = await stat(dir).catch(() => null);
  return found && { uid: found.uid, gid: found.gid };
}

/** Whether a user may pass through a folder and all above it. Looks at the mode alone: it knows nothing of ACLs. */
export async function canEnter({ uid, gid }: User, dir: string): Promise<boolean> {
  const { mode, uid: owner, gid: group } = await stat(dir);
  const bit = uid === owner ? 0o100 : gid === group ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const above = path.dirname(dir);
  return above === dir || canEnter({ uid, gid }, above);
}

/** Lets a user pass through a folder, but not look into it. Changes nothing if they can already. */
export async function letThrough(user: User, dir: string): Promise<void> {
  if (await canEnter(user, dir)) return;
  const { mode, uid } = await stat(dir);
  await chown(dir, uid, user.gid);
  await chmod(dir, (mode & 0o707) | 0o010);
}
