import type { Command } from "commander";
import type { SetAsideMessage } from "../../../clients/typescript/src/client.ts";
import { type Context, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { CliError } from "../errors.ts";
import { atLeast } from "../numbers.ts";
import { type Column, printTable } from "../table.ts";
import { ago } from "../time.ts";

interface ListOptions extends HubOptions {
  readonly limit: number;
  readonly offset: number;
}

interface ChooseOptions extends HubOptions {
  readonly all?: boolean;
}

const COLUMNS: readonly Column<SetAsideMessage>[] = [
  { title: "ID", cell: ({ id }) => id },
  { title: "KIND", cell: ({ kind }) => kind },
  { title: "QUEUE", cell: ({ queue }) => queue },
  { title: "SINCE", cell: ({ time }) => (time ? ago(time) : "-"), align: "right" },
  { title: "REASON", cell: ({ reason }) => reason },
  { title: "CONTENT", cell: ({ content }) => JSON.stringify(content), grows: true },
];

export function addSetAside(program: Command): void {
  const group = program.command("set-aside").alias("dead-letters").description("messages that nobody could take");
  withHubOptions(group.command("list").alias("ls").description("what they are, the oldest first, and why they are here"))
    .option("-n, --limit <number>", "how many at most", atLeast(1), 20)
    .option("--offset <number>", "how many to pass over", atLeast(0), 0)
    .action((options: ListOptions) => withHub(options, (context) => list(context, options)));
  choose(group, "replay", "put them back, to be taken once more");
  choose(group, "drop", "throw them away");
}

function choose(group: Command, what: "replay" | "drop", description: string): void {
  withHubOptions(group.command(`${what} [id...]`).description(description))
    .option("-a, --all", "all of them")
    .action((ids: string[], options: ChooseOptions) => withHub(options, (context) => dispose(context, what, ids, options)));
}

async function list({ hub, terminal, isJson }: Context, { limit, offset }: ListOptions): Promise<void> {
  const { count, results } = await hub.broker.brokerSetAsideList({ limit, offset });
  if (isJson) return terminal.json(results);
  if (results.length === 0) return terminal.note(terminal.errColors.dim("No messages are set aside."));
  printTable(terminal, COLUMNS, results);
  if (count > results.length) {
    terminal.note(terminal.errColors.dim(`${results.length} of ${count}; --limit and --offset show more.`));
  }
}

async function dispose(
  { hub, terminal, isJson }: Context,
  what: "replay" | "drop",
  ids: readonly string[],
  { all = false }: ChooseOptions,
): Promise<void> {
  if ((ids.length === 0) === !all)
    throw new CliError("Name messages by their ids, or say --all.", {
      exit: "usage",
      hint: "`jobhub set-aside list` shows them.",
    });
  const data = { ids: all ? null : [...ids] };
  const run = what === "replay" ? hub.broker.brokerSetAsideReplay : hub.broker.brokerSetAsideDrop;
  const { count } = await run.call(hub.broker, { data });
  if (isJson) terminal.json({ count });
  else terminal.line(`${what === "replay" ? "Put back" : "Threw away"} ${count} of them.`);
}
