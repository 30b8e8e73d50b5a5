import path from "node:path";
import { newSecretKey, type SecretKey, secretKeyFrom } from "../core/secrets.ts";
import { withFiles } from "./config.ts";
import { readOrCreate } from "./files.ts";

/** The key that secrets are sealed with: `JOBHUB_SECRET_KEY`, else the file `secret-key`, made on first use. */
export async function hubSecretKey(dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<SecretKey> {
  const { JOBHUB_SECRET_KEY: given } = withFiles(env, ["JOBHUB_SECRET_KEY"]);
  return secretKeyFrom(given || (await readOrCreate(path.join(dataDir, "secret-key"), newSecretKey)));
}
