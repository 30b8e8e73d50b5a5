/** Reading of configuration from environment variables: one schema a service, checked at boot. */

import { readFileSync } from "node:fs";
import path from "node:path";
import { type CleanedEnv, cleanEnv, EnvMissingError, makeValidator } from "envalid";

export { bool, host, makeValidator, num, str, url } from "envalid";

/** A variable is missing or makes no sense. The message names it and says what would be right. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** The variables of `spec`, parsed and frozen. @throws {ConfigError} that names every variable at fault. */
export function readConfig<Spec extends Record<string, unknown>>(
  spec: Spec,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<CleanedEnv<Spec>> {
  return cleanEnv(withoutEmpty(withFiles(env, Object.keys(spec))), spec, {
    reporter: ({ errors }) => {
      const faults = Object.entries(errors).map(([name, error]) => describe(name, error as Error));
      if (faults.length > 0) throw new ConfigError(faults.join("\n"));
    },
  });
}

/**
 * The environment, with the texts of files for those of these variables that are not set and whose file is: `NAME_FILE`. So secrets need not
 * be in the environment, which others may read. @throws {ConfigError} if a file cannot be read.
 */
export function withFiles(env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  const fromFiles = names.filter((name) => !env[name] && env[`${name}_FILE`]);
  return { ...env, ...Object.fromEntries(fromFiles.map((name) => [name, textOf(name, env[`${name}_FILE`] ?? "")])) };
}

function textOf(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new ConfigError(`${name}_FILE: ${(error as Error).message}`);
  }
}

/** An empty variable counts as one that is not set, as in compose files. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

function describe(name: string, error: Error): string {
  return error instanceof EnvMissingError ? `${name} is not set. ${error.message}`.trim() : `${name}: ${error.message}`;
}

/** A whole number from `least` to `most`. */
export const whole = (least: number, most: number) =>
  makeValidator<number>((input) => {
    const value = Number(input);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new Error(`"${input}" is not a whole number from ${least} to ${most}`);
  });

/** A port to listen on; 0 for any free one. */
export const port = whole(0, 65_535);

/** Names with commas between them, at least one. */
export const names = makeValidator<readonly string[]>((input) => {
  const list = input.split(",").map((name) => name.trim());
  if (list.every((name) => name !== "")) return Object.freeze([...new Set(list)]);
  throw new Error(`"${input}" is not a list of names with commas between them`);
});

/** Absolute path of the data folder: `JOBHUB_DATA`, default `.jobhub` in the current directory. */
export function dataDir(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(env.JOBHUB_DATA || ".jobhub");
}
