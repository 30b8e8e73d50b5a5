/** The folder in which PostgreSQL keeps its data, made by `initdb`. */

import { execFile } from "node:child_process";
import { chown, lstat, mkdir, mkdtemp, readlink, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { copyBinaries } from "./binaries.ts";
import { canEnter, letThrough, ownerOf, type User } from "./user.ts";

/** For what another user than root must reach when the data folder lies where they cannot go. */
const SHARED_DIR = "/var/lib/jobhub";

/** Where everything is that a server needs, all of it open to `user`. */
export interface Cluster {
  /** The folder with `bin`. */
  readonly home: string;
  readonly dir: string;
  readonly user: User | undefined;
}

/**
 * Finds, or chooses for good, the place for the database of a data folder: `<dataDir>/database`, at times a link.
 * @param asked user for a new one. One that is there is run by its owner, for PostgreSQL refuses all others.
 */
export async function placeCluster(dataDir: string, binaries: string, asked: User | undefined): Promise<Cluster> {
  const inside = path.join(await realpath(dataDir), "database");
  const there = await target(inside);
  const owner = asked && there ? await ownerOf(there) : null;
  const user = owner ?? asked;
  const home = !user || (await canEnter(user, binaries)) ? binaries : await copyBinaries(binaries, await sharedDir(user));
  return { home, dir: there ?? (user ? await choosePlace(inside, user) : inside), user };
}

async function choosePlace(inside: string, user: User): Promise<string> {
  const dataDir = path.dirname(inside);
  if (await canEnter(user, path.dirname(dataDir))) {
    await letThrough(user, dataDir);
    return inside;
  }
  const outside = await mkdtemp(path.join(await sharedDir(user), "data-"));
  await letThrough(user, outside);
  const dir = path.join(outside, "database");
  await symlink(dir, inside);
  return dir;
}

async function sharedDir(user: User): Promise<string> {
  await mkdir(SHARED_DIR, { recursive: true });
  await letThrough(user, SHARED_DIR);
  return SHARED_DIR;
}

/** Where a file or link leads that is there already; the target of a link need not be. */
async function target(file: string): Promise<string | null> {
  const found = await lstat(file).catch(() => null);
  if (!found) return null;
  return found.isSymbolicLink() ? await readlink(file) : file;
}

/** Makes the cluster if it is not there, or not whole. The same locale everywhere: that of PostgreSQL itself, C.UTF-8. */
export async function initCluster({ home, dir, user }: Cluster, password: string): Promise<void> {
  if (await lstat(path.join(dir, "PG_VERSION")).catch(() => null)) return;
  const part = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await Promise.all([part, passwordFile].map((file) => chown(file, user.uid, user.gid)));
  try {
    await promisify(execFile)(path.join(home, "bin", "initdb"), initdbArgs(part, passwordFile), { ...user, cwd: home });
    await rename(part, dir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbArgs(dir: string, passwordFile: string): string[] {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=jobhub", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  return ["-D", dir, ...locale, ...access, "--no-instructions"];
}
