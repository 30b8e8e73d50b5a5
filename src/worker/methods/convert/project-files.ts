/** Files of a project's working directory, and none outside of it: not by `..`, an absolute path or a symbolic link. */

import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { JobFailure } from "../method.ts";

export class ProjectFiles {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** @throws {JobFailure} if there is no such file here, or if it is larger than `mostBytes`. */
  async read(param: string, file: string, mostBytes: number): Promise<Buffer> {
    const real = await this.#realpath(param, file);
    // The path is a real one: what has become a link since is not followed.
    const handle = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new JobFailure("NotAFile", `${param}: "${file}" is not a file.`);
      if (stats.size > mostBytes) {
        const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
        const message = `${param}: "${file}" has ${megabytes(stats.size)}; ${megabytes(mostBytes)} is the limit.`;
        throw new JobFailure("FileTooLarge", message);
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  /** Whoever reads it sees what was there before or the whole of `data`, never a part. Makes the folders that it needs. */
  async write(param: string, file: string, data: Uint8Array): Promise<void> {
    const inside = insidePath(param, file);
    const folder = await this.#makeFolder(param, path.dirname(inside));
    const target = path.join(folder, path.basename(inside));
    if ((await statOf(target))?.isDirectory()) throw new JobFailure("NotAFile", `${param}: "${file}" is a folder.`);
    const part = path.join(folder, `.${randomBytes(6).toString("hex")}.part`);
    try {
      await writeWhole(part, data);
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async #realpath(param: string, file: string): Promise<string> {
    const inside = insidePath(param, file);
    try {
      const [root, real] = await Promise.all([realpath(this.#root), realpath(path.join(this.#root, inside))]);
      if (!isWithin(root, real)) throw outside(param, file);
      return real;
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new JobFailure("FileMissing", `${param}: there is no file "${file}" in the project's folder.`);
    }
  }

  /** The real path of a folder. None is made behind a link that leads outside. */
  async #makeFolder(param: string, folder: string): Promise<string> {
    await mkdir(this.#root, { recursive: true });
    const root = await realpath(this.#root);
    let real = root;
    for (const name of folder.split(path.sep).filter((part) => part !== ".")) {
      const next = path.join(real, name);
      await mkdir(next).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      real = await realpath(next);
      if (!isWithin(root, real)) throw outside(param, folder);
      if (!(await statOf(real))?.isDirectory()) throw new JobFailure("NotAFolder", `${param}: "${name}" is not a folder.`);
    }
    return real;
  }
}

/** A path within the folder as it is usually written. @throws {JobFailure} if it leads out of it. */
export function insidePath(param: string, file: string): string {
  const inside = path.normalize(file);
  const leadsOut = path.isAbsolute(inside) || path.win32.isAbsolute(file) || inside.split(path.sep)[0] === "..";
  if (leadsOut || file.includes("\0")) throw outside(param, file);
  if (inside === "." || inside.endsWith(path.sep)) throw new JobFailure("NotAFile", `${param}: "${file}" is not a file.`);
  return inside;
}

function isWithin(root: string, real: string): boolean {
  return real.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

function outside(param: string, file: string): JobFailure {
  return new JobFailure("PathOutside", `${param}: ${JSON.stringify(file)} is not in the project's folder.`);
}

function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"].includes((error as NodeJS.ErrnoException).code ?? "");
}

async function statOf(file: string) {
  try {
    return await lstat(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function writeWhole(file: string, data: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o644);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
