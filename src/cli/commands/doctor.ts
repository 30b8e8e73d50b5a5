import type { Command } from "commander";
import { createClient } from "../../../clients/typescript/src/client.ts";
import { dataDir, withFiles } from "../../service/config.ts";
import { VERSION } from "../../service/version.ts";
import type { HubOptions } from "../context.ts";
import { withHubOptions } from "../context.ts";
import { checkBroker } from "../doctor/broker.ts";
import type { Finding } from "../doctor/check.ts";
import { checkManager, checkQueues, checkToken } from "../doctor/hub.ts";
import { checkDatabase, checkDataFolder, checkDisk, checkNode } from "../doctor/machine.ts";
import type { SetExit } from "../exit-codes.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { findSession } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { findHub } from "../up/hub-file.ts";

interface DoctorOptions extends HubOptions {
  readonly data?: string;
}

export function addDoctor(program: Command, setExit: SetExit): void {
  withHubOptions(program.command("doctor").description("look whether all is well, and say what to do where it is not"))
    .option("--data <folder>", "data folder of the hub (default: JOBHUB_DATA, else .jobhub)")
    .action(async (options: DoctorOptions) => {
      if (options.data) process.env.JOBHUB_DATA = options.data;
      const findings = await examine(options);
      print(findings, options);
      setExit(findings.every(({ isGood }) => isGood) ? EXIT_CODES.success.code : EXIT_CODES.failure.code);
    });
}

async function examine({ url }: DoctorOptions): Promise<Finding[]> {
  const folder = dataDir();
  const env = withFiles(process.env, ["DATABASE_URL", "BROKER_URL", "BROKER_MANAGEMENT_URL"]);
  const machine = await Promise.all([checkDataFolder(folder), checkDisk(folder), checkDatabase(folder, env)]);
  const session = await findSession(url);
  const hub = createClient({ ...session, timeoutMs: 5_000 });
  try {
    const local = await findHub(folder);
    return [
      checkNode(),
      ...machine,
      ...(await checkBroker(env)),
      await checkManager(hub, session, VERSION),
      await checkToken(hub, session),
      ...(await checkQueues(local?.url === session.url ? (local.metrics ?? null) : null)),
    ];
  } finally {
    await hub.close();
  }
}

function print(findings: readonly Finding[], { json }: DoctorOptions): void {
  const terminal = new Terminal();
  if (json) {
    terminal.json(findings);
    return;
  }
  const { green, red, dim } = terminal.colors;
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const { name, isGood, found, advice } of findings) {
    const line = `${isGood ? green("✓") : red("✗")} ${name.padEnd(width)}  ${found}`;
    terminal.line(advice ? `${line}  ${dim("→")} ${advice}` : line);
  }
}
