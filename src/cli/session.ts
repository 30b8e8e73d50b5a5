/**
 * Which hub a command talks to, and as whom. First what the command line and the environment say, then the sign-in
 * that was kept, then a hub that runs here.
 */

import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { dataDir } from "../service/config.ts";
import { readText, writePrivate } from "../service/files.ts";
import { findHub } from "./up/hub-file.ts";

export interface Session {
  readonly url: string;
  /** Null where nobody is signed in. */
  readonly token: string | null;
  /** Where the token comes from, for people. */
  readonly from: string;
}

export interface SignIn {
  readonly url: string;
  readonly token: string;
}

const DEFAULT_URL = "http://127.0.0.1:8000";
const LOCAL_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** @param url of the command line. */
export async function findSession(url?: string, env: NodeJS.ProcessEnv = process.env): Promise<Session> {
  const kept = await readSignIn(env);
  const address = trim(url ?? (env.JOBHUB_URL || kept?.url) ?? (await findHub(dataDir(env)))?.url ?? DEFAULT_URL);
  if (env.JOBHUB_TOKEN) return { url: address, token: env.JOBHUB_TOKEN, from: "JOBHUB_TOKEN" };
  // A token goes to the hub that it is for, and to no other.
  if (kept?.url === address) return { url: address, token: kept.token, from: signInFile(env) };
  return localSession(address, env);
}

/** Whoever may read the data folder of a hub on this machine is its administrator. */
async function localSession(url: string, env: NodeJS.ProcessEnv): Promise<Session> {
  const file = path.join(dataDir(env), "admin-token");
  const token = isLocal(url) ? await readText(file).catch(() => null) : null;
  return { url, token, from: token ? file : "nowhere" };
}

/** `$XDG_CONFIG_HOME/jobhub/config.json`, by default in `~/.config`. */
export function signInFile(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CONFIG_HOME || path.join(env.HOME || os.homedir(), ".config");
  return path.join(base, "jobhub", "config.json");
}

export async function keepSignIn(signIn: SignIn, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  await writePrivate(signInFile(env), JSON.stringify({ url: trim(signIn.url), token: signIn.token }, null, 2));
}

/** The sign-in that is kept, if any. */
export async function readSignIn(env: NodeJS.ProcessEnv = process.env): Promise<SignIn | null> {
  const text = await readText(signInFile(env));
  if (text === null) return null;
  try {
    const { url, token } = JSON.parse(text);
    return typeof url === "string" && typeof token === "string" ? { url, token } : null;
  } catch {
    return null;
  }
}

export async function forgetSignIn(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  await rm(signInFile(env), { force: true });
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && LOCAL_NAMES.has(new URL(url).hostname);
}

function trim(url: string): string {
  return url.replace(/\/+$/, "");
}
