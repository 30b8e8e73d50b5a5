import path from "node:path";
import { BROKER_SPEC, type BrokerConfig, brokerConfig } from "../broker/config.ts";
import type { SecretKey } from "../core/secrets.ts";
import { dataDir, port, readConfig, str, url } from "../service/config.ts";
import { hubSecretKey } from "../service/key.ts";

export interface OverseerConfig {
  /** Address of the manager. */
  readonly hubUrl: string;
  /** Null to take it from the file. */
  readonly token: string | null;
  readonly tokenFile: string;
  readonly brokerConfig: BrokerConfig;
  readonly secretKey: SecretKey;
  /** Id or name of the project that tasks go to which others have sent; null to pass them over. */
  readonly adopt: string | null;
  readonly metrics: { readonly host: string; readonly port: number | null };
}

const SPEC = {
  JOBHUB_URL: url({ default: "http://127.0.0.1:8000" }),
  JOBHUB_TOKEN: str({ default: "" }),
  JOBHUB_HOST: str({ default: "127.0.0.1" }),
  ...BROKER_SPEC,
  JOBHUB_ADOPT: str({ default: "" }),
  /** 0 for any free one. */
  JOBHUB_METRICS_PORT: port({ default: undefined }),
};

/** @throws {ConfigError} that names the variable at fault. */
export async function readOverseerConfig(env: NodeJS.ProcessEnv = process.env): Promise<OverseerConfig> {
  const read = readConfig(SPEC, env);
  const dir = dataDir(env);
  return {
    hubUrl: read.JOBHUB_URL,
    token: read.JOBHUB_TOKEN || null,
    tokenFile: path.join(dir, "overseer-token"),
    brokerConfig: brokerConfig(read),
    secretKey: await hubSecretKey(dir, env),
    adopt: read.JOBHUB_ADOPT || null,
    metrics: { host: read.JOBHUB_HOST, port: read.JOBHUB_METRICS_PORT ?? null },
  };
}
