import type { Command } from "commander";
import { AnswerError, type Tier } from "../../../clients/typescript/src/client.ts";
import { type Context, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { atLeast } from "../numbers.ts";
import { type Column, printTable } from "../table.ts";

interface SetOptions extends HubOptions {
  readonly priority?: number;
  readonly maxActive?: Limit;
  readonly maxPerHour?: Limit;
  readonly maxMinutes?: Limit;
}

type Limit = number | typeof NONE;

const NONE = "none";

const MOST_SHOWN = 100;

const COLUMNS: readonly Column<Tier>[] = [
  { title: "NAME", cell: ({ name }) => name },
  { title: "PRIORITY", cell: ({ priority }) => String(priority), align: "right" },
  { title: "ACTIVE JOBS", cell: ({ maxActiveJobs }) => limitText(maxActiveJobs), align: "right" },
  { title: "JOBS AN HOUR", cell: ({ maxJobsPerHour }) => limitText(maxJobsPerHour), align: "right" },
  { title: "MINUTES A MONTH", cell: ({ maxJobMinutesPerMonth }) => limitText(maxJobMinutesPerMonth), align: "right" },
  { title: "ACCOUNTS", cell: ({ accounts }) => String(accounts), align: "right" },
];

const SET_EXAMPLE =
  "\nExamples:\n  $ jobhub tier set large --priority 6 --max-active 5000\n  $ jobhub tier set large --max-active none";

export function addTiers(program: Command): void {
  const group = program.command("tier").description("tiers: what accounts may use, and whose jobs go first");
  withHubOptions(group.command("list").alias("ls").description("all tiers")).action((options: HubOptions) =>
    withHub(options, list),
  );
  withHubOptions(group.command("set <name>").description("make a tier, or change it: what is not given stays"))
    .option("--priority <number>", "of its jobs: 0 last, 9 first", atLeast(0))
    .option("--max-active <number>", "jobs that have not ended, at one time; or none", limit)
    .option("--max-per-hour <number>", "jobs created within an hour; or none", limit)
    .option("--max-minutes <number>", "minutes that jobs run within a month; or none", limit)
    .addHelpText("after", SET_EXAMPLE)
    .action((name: string, options: SetOptions) => withHub(options, (context) => set(context, name, options)));
  withHubOptions(group.command("assign <name> <account...>").description("put accounts on a tier")).action(
    (name: string, accounts: string[], options: HubOptions) => withHub(options, (context) => assign(context, name, accounts)),
  );
  withHubOptions(group.command("delete <name>").description("delete a tier that no account is on")).action(
    (name: string, options: HubOptions) => withHub(options, (context) => remove(context, name)),
  );
}

async function list({ hub, terminal, isJson }: Context): Promise<void> {
  const { results, count } = await hub.tiers.tiersList({ limit: MOST_SHOWN });
  if (isJson) return terminal.json(results);
  printTable(terminal, COLUMNS, results);
  if (count > results.length) terminal.note(`${count - results.length} more are not shown.`);
}

async function set({ hub, terminal, isJson }: Context, name: string, options: SetOptions): Promise<void> {
  const { priority, maxActive, maxPerHour, maxMinutes } = options;
  const data = {
    ...(priority !== undefined && { priority }),
    ...(maxActive !== undefined && { maxActiveJobs: orNull(maxActive) }),
    ...(maxPerHour !== undefined && { maxJobsPerHour: orNull(maxPerHour) }),
    ...(maxMinutes !== undefined && { maxJobMinutesPerMonth: orNull(maxMinutes) }),
  };
  const tier = await hub.tiers.tiersPartialUpdate({ tier: name, data }).catch((error: unknown) => {
    if (error instanceof AnswerError && error.status === 404) return hub.tiers.tiersCreate({ data: { name, ...data } });
    throw error;
  });
  if (isJson) terminal.json(tier);
  else printTable(terminal, COLUMNS, [tier]);
}

async function assign({ hub, terminal, isJson }: Context, plan: string, accounts: readonly string[]): Promise<void> {
  const plans = [];
  for (const account of accounts) {
    plans.push(await hub.accounts.accountsUpdatePlan({ account, data: { plan } }));
    if (!isJson) terminal.line(`${terminal.colors.green("✓")} ${account} is on the tier ${plan}.`);
  }
  if (isJson) terminal.json(plans);
}

async function remove({ hub, terminal, isJson }: Context, name: string): Promise<void> {
  await hub.tiers.tiersDelete({ tier: name });
  if (isJson) terminal.json({ deleted: name });
  else terminal.line(`${terminal.colors.green("✓")} The tier ${name} is gone.`);
}

function limitText(limit: number | null): string {
  return limit === null ? "no limit" : String(limit);
}

function limit(text: string): Limit {
  return text === NONE ? NONE : atLeast(0)(text);
}

function orNull(given: Limit): number | null {
  return given === NONE ? null : given;
}
