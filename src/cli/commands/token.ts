import type { Command } from "commander";
import type { Token } from "../../../clients/typescript/src/client.ts";
import { type Context, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { type Column, printTable } from "../table.ts";
import { ago } from "../time.ts";

const COLUMNS: readonly Column<Token>[] = [
  { title: "ID", cell: ({ id }) => id },
  { title: "CREATED", cell: ({ created }) => ago(created) },
  { title: "EXPIRES", cell: ({ expiry }) => expiry ?? "never" },
];

export function addTokens(program: Command): void {
  const group = program.command("token").description("tokens: what programs sign in with");
  withHubOptions(group.command("create").description("make a token for yourself; it is shown this once only")).action(
    (options: HubOptions) => withHub(options, create),
  );
  withHubOptions(group.command("list").alias("ls").description("your tokens")).action((options: HubOptions) =>
    withHub(options, list),
  );
  withHubOptions(group.command("revoke <id...>").description("make tokens useless")).action(
    (ids: string[], options: HubOptions) => withHub(options, (context) => revoke(context, ids)),
  );
}

/** The token alone on stdout, so that it can be piped on. */
async function create({ hub, terminal, isJson }: Context): Promise<void> {
  const token = await hub.tokens.tokensCreate({ data: {} });
  if (isJson) return terminal.json(token);
  terminal.line(token.token);
  terminal.note(terminal.errColors.dim(`A token of ${token.username}. Keep it: it is not shown again.`));
}

async function list({ hub, terminal, isJson }: Context): Promise<void> {
  const { results } = await hub.tokens.tokensList({ limit: 100 });
  if (isJson) terminal.json(results);
  else printTable(terminal, COLUMNS, results);
}

async function revoke({ hub, terminal, isJson }: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await hub.tokens.tokensDelete({ token: id });
    if (!isJson) terminal.line(`Revoked ${id}.`);
  }
  if (isJson) terminal.json(ids);
}
