import { type Command, Option } from "commander";
import type { WorkerControl } from "../../../clients/typescript/src/client.ts";
import { type Context, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { CliError } from "../errors.ts";
import { seconds } from "../numbers.ts";
import { type Column, printTable } from "../table.ts";
import { ago } from "../time.ts";
import { findWorker, listWorkers, type OwnedWorker } from "../workers/find.ts";

interface WorkersOptions extends HubOptions {
  readonly account?: string;
}

interface ListOptions extends WorkersOptions {
  readonly all?: boolean;
}

const INSPECTIONS = ["stats", "active", "reserved", "scheduled", "registered", "revoked", "activeQueues", "conf"] as const;

interface InspectOptions extends WorkersOptions {
  readonly what: (typeof INSPECTIONS)[number];
}

interface LimitOptions extends WorkersOptions {
  readonly soft?: number;
  readonly hard?: number;
}

const COLUMNS: readonly Column<OwnedWorker>[] = [
  { title: "ID", cell: ({ worker }) => String(worker.id), align: "right" },
  { title: "NAME", cell: ({ worker }) => worker.hostname },
  { title: "ACCOUNT", cell: ({ account }) => account.name },
  { title: "STATE", cell: ({ worker }) => stateOf(worker) },
  { title: "SOFTWARE", cell: ({ worker }) => worker.software ?? "-" },
  { title: "HEARD", cell: ({ worker }) => ago(worker.updated ?? worker.created), align: "right" },
];

/** `jobhub worker list` is the same as `jobhub workers list`; `jobhub worker` by itself starts one. */
export function addWorkers(program: Command): void {
  const group = program.command("workers").description("workers that are there: ask them, steer them (`worker` starts one)");
  const starter = program.commands.find((command) => command.name() === "worker");
  for (const each of [group, ...(starter ? [starter] : [])]) addCommands(each);
}

function addCommands(group: Command): void {
  options(group.command("list").alias("ls").description("who takes jobs"))
    .option("-a, --all", "those that are gone, too")
    .action((given: ListOptions) => withHub(given, (context) => list(context, given)));
  options(group.command("inspect <worker>").description("ask a worker, by its name or id"))
    .addOption(new Option("-w, --what <what>", "what to ask for").choices(INSPECTIONS).default("stats"))
    .action((worker: string, given: InspectOptions) => withHub(given, (context) => inspect(context, worker, given)));
  addSteering(group);
}

function addSteering(group: Command): void {
  const steer = (command: string, description: string, order: (...given: string[]) => WorkerControl) =>
    options(group.command(command).description(description)).action(async (worker: string, ...rest: unknown[]) => {
      const [given] = rest.slice(-2) as [WorkersOptions];
      const texts = rest.slice(0, -2) as string[];
      await withHub(given, (context) => control(context, worker, given, order(...texts)));
    });
  steer("grow <worker> [n]", "run n more jobs at once (default: 1)", (n) => ({ action: "grow", n: whole(n) }));
  steer("shrink <worker> [n]", "run n fewer jobs at once (default: 1)", (n) => ({ action: "shrink", n: whole(n) }));
  steer(
    "autoscale <worker> <min> <max>",
    "bounds of jobs at once, for a worker of Celery that scales by itself",
    (min, max) => ({
      action: "autoscale",
      min: whole(min),
      max: whole(max),
    }),
  );
  steer("add-queue <worker> <queue>", "take jobs from a queue, too", (queue) => ({ action: "addQueue", queue: text(queue) }));
  steer("cancel-queue <worker> <queue>", "take no more jobs from a queue", (queue) => ({
    action: "cancelQueue",
    queue: text(queue),
  }));
  steer(
    "rate-limit <worker> <method> <rate>",
    "start jobs of a method no faster than 10/s, 5/m or 100/h; 0 for any",
    (method, rate) => ({
      action: "rateLimit",
      method: text(method),
      rate: text(rate),
    }),
  );
  options(
    group
      .command("time-limit <worker> <method>")
      .description("stop jobs of a method that run for longer; neither option: never"),
  )
    .option("--soft <seconds>", "when they are told to stop (default: never)", seconds)
    .option("--hard <seconds>", "when they are stopped (default: never)", seconds)
    .action((worker: string, method: string, given: LimitOptions) =>
      withHub(given, (context) =>
        control(context, worker, given, { action: "timeLimit", method, soft: given.soft ?? null, hard: given.hard ?? null }),
      ),
    );
  steer("drain <worker>", "take no more jobs, finish those that run", () => ({ action: "drain" }));
  steer("shutdown <worker>", "the same, and end", () => ({ action: "shutdown" }));
}

function options(command: Command): Command {
  return withHubOptions(command).option("-A, --account <name>", "only workers of this account");
}

async function list({ hub, terminal, isJson }: Context, { account, all }: ListOptions): Promise<void> {
  const workers = await listWorkers(hub, { account, active: all !== true });
  if (isJson) return terminal.json(workers.map(({ worker }) => worker));
  if (workers.length === 0) return terminal.note(terminal.errColors.dim("No workers."));
  printTable(terminal, COLUMNS, workers);
}

async function inspect({ hub, terminal }: Context, name: string, { account, what }: InspectOptions): Promise<void> {
  const found = await findWorker(hub, name, account);
  const { answer } = await hub.accounts.accountsWorkersInspect({ ...placeOf(found), what });
  terminal.json(answer);
}

async function control(
  { hub, terminal, isJson }: Context,
  name: string,
  { account }: WorkersOptions,
  data: WorkerControl,
): Promise<void> {
  const found = await findWorker(hub, name, account);
  const reply = await hub.accounts.accountsWorkersControl({ ...placeOf(found), data });
  if (isJson) terminal.json(reply);
  else terminal.line(`${terminal.colors.green("✓")} ${reply.hostname}: ${reply.answer}`);
}

function placeOf({ account, worker }: OwnedWorker) {
  return { account: String(account.id), worker: worker.id };
}

function stateOf({ active, finished }: OwnedWorker["worker"]): string {
  if (active) return "active";
  return finished ? "gone" : "silent";
}

function text(value: string | undefined): string {
  return value ?? "";
}

function whole(value: string | undefined): number {
  const number = Number(value ?? 1);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new CliError(`${value} is not a whole number.`, { exit: "usage" });
}
