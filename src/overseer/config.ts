import path from "node:path";
import type { SecretKey } from "../core/secrets.ts";
import { ConfigError, dataDir, port, readConfig, str, url } from "../service/config.ts";
import { hubSecretKey } from "../service/key.ts";

export interface OverseerConfig {
  /** Address of the manager. */
  readonly hubUrl: string;
  /** Null to take it from the file. */
  readonly token: string | null;
  readonly tokenFile: string;
  readonly brokerUrl: string;
  readonly secretKey: SecretKey;
  readonly metrics: { readonly host: string; readonly port: number | null };
}

const SPEC = {
  JOBHUB_URL: url({ default: "http://127.0.0.1:8000" }),
  JOBHUB_TOKEN: str({ default: "" }),
  JOBHUB_HOST: str({ default: "127.0.0.1" }),
  BROKER_URL: str({ default: "" }),
  DATABASE_URL: str({ default: "" }),
  /** 0 for any free one. */
  JOBHUB_METRICS_PORT: port({ default: undefined }),
};

/** @throws {ConfigError} that names the variable at fault. */
export async function readOverseerConfig(env: NodeJS.ProcessEnv = process.env): Promise<OverseerConfig> {
  const read = readConfig(SPEC, env);
  const brokerUrl = read.BROKER_URL || read.DATABASE_URL;
  if (!brokerUrl)
    throw new ConfigError("BROKER_URL is not set: give the address of the broker (or DATABASE_URL, if it is the same)");
  const dir = dataDir(env);
  return {
    hubUrl: read.JOBHUB_URL,
    token: read.JOBHUB_TOKEN || null,
    tokenFile: path.join(dir, "overseer-token"),
    brokerUrl,
    secretKey: await hubSecretKey(dir, env),
    metrics: { host: read.JOBHUB_HOST, port: read.JOBHUB_METRICS_PORT ?? null },
  };
}
