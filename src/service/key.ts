import path from "node:path";
import { newSecretKey, type SecretKey, secretKeyFrom } from "../core/secrets.ts";
import { readOrCreate } from "./files.ts";

/** The key that secrets are sealed with: `JOBHUB_SECRET_KEY`, else the file `secret-key`, made on first use. */
export async function hubSecretKey(dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<SecretKey> {
  return secretKeyFrom(env.JOBHUB_SECRET_KEY || (await readOrCreate(path.join(dataDir, "secret-key"), newSecretKey)));
}
