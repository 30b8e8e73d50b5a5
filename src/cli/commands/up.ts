import { type Command, InvalidArgumentError, Option } from "commander";
import type { SetExit } from "../exit-codes.ts";
import { atLeast } from "../numbers.ts";
import type { UpOptions } from "../up/up.ts";

const HELP = `
The first start makes a user, a project and a token for you, and converts
Jobhub's README to HTML and DOCX as a first job. Everything is kept in the data
folder. Ctrl-C stops all parts gracefully; a second one stops them at once.

Environment, beside the variables above:
  DATABASE_URL       in place of the embedded PostgreSQL
  BROKER_URL         RabbitMQ, amqp://… (default: the database)
  JOBHUB_QUEUES      what the workers take jobs from (default: default)
  JOBHUB_SECRET_KEY  seals secrets (default: made, and kept in the data folder)
All variables: README.md`;

export function addUp(program: Command, setExit: SetExit): void {
  program
    .command("up")
    .description("start a whole hub: database, manager, overseer and workers")
    .addOption(
      new Option("--port <number>", "port of the API; 0 for any free one").env("JOBHUB_PORT").default(8000).argParser(port),
    )
    .addOption(new Option("--host <address>", "address to listen on").env("JOBHUB_HOST").default("127.0.0.1"))
    .addOption(new Option("--data <folder>", "where everything is kept").env("JOBHUB_DATA").default(".jobhub"))
    .option("--workers <number>", "how many workers", atLeast(0), 1)
    .addOption(
      new Option("--concurrency <number>", "jobs at once in each worker (default: one for each processor)")
        .env("JOBHUB_CONCURRENCY")
        .argParser(atLeast(1)),
    )
    .option("--no-demo", "do not run the first jobs")
    .addOption(new Option("--log-format <format>", "of the log").choices(["text", "json"]).default("text"))
    .option("--json", "the same as --log-format json")
    .option("--verbose", "log every detail")
    .addHelpText("after", HELP)
    .action(async (options: UpOptions & { json?: boolean }) => {
      const { up } = await import("../up/up.ts");
      setExit(await up(options.json ? { ...options, logFormat: "json" } : options));
    });
}

function port(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError("It should be a port: a whole number from 0 to 65535.");
}
