import type { Command } from "commander";
import { createClient } from "../../../clients/typescript/src/client.ts";
import { type Context, explain, type HubOptions, withHub, withHubOptions } from "../context.ts";
import { CliError } from "../errors.ts";
import { askHidden } from "../prompt.ts";
import { findSession, forgetSignIn, keepSignIn, readSignIn, signInFile } from "../session.ts";
import { Terminal } from "../terminal.ts";

interface SignInOptions extends HubOptions {
  readonly username?: string;
}

export function addSignIn(program: Command): void {
  program
    .command("sign-in [address]")
    .description("sign in to a hub, and stay signed in")
    .option("-u, --username <name>", "sign in with a password, in place of a token")
    .option("--json", "print JSON")
    .addHelpText("after", "\nThe token is asked for, or read from a pipe:\n  $ jobhub sign-in < .jobhub/admin-token")
    .action(signIn);
  program.command("sign-out").description("forget the sign-in, and revoke nothing").action(signOut);
  withHubOptions(program.command("who").description("say which hub this is, and as whom")).action((options: HubOptions) =>
    withHub(options, who),
  );
}

async function signIn(address: string | undefined, { username, json }: SignInOptions): Promise<void> {
  const terminal = new Terminal();
  const { url } = await findSession(address);
  const token = username ? await tokenFor(url, username) : await askHidden(`Token for ${url}: `);
  if (!token) throw new CliError("No token was given.", { exit: "usage", hint: "Type it, or pipe it in." });
  const session = { url, token, from: "what you gave" };
  const me = await ask(session, (hub) => hub.users.usersMe());
  await keepSignIn(session);
  if (json) terminal.json({ url, username: me.username });
  else terminal.line(`${terminal.colors.green("✓")} Signed in to ${url} as ${me.username}. Kept in ${signInFile()}`);
}

async function tokenFor(url: string, username: string): Promise<string> {
  const password = await askHidden(`Password of ${username}: `);
  const { token } = await ask({ url, token: null, from: "a password" }, (hub) =>
    hub.tokens.tokensCreate({ data: { username, password } }),
  );
  return token;
}

async function ask<Answer>(
  session: { url: string; token: string | null; from: string },
  question: (hub: ReturnType<typeof createClient>) => Promise<Answer>,
): Promise<Answer> {
  const hub = createClient(session);
  try {
    return await question(hub);
  } catch (error) {
    throw explain(error, session);
  } finally {
    await hub.close();
  }
}

async function signOut(): Promise<void> {
  const terminal = new Terminal();
  const kept = await readSignIn();
  await forgetSignIn();
  terminal.line(kept ? `Signed out of ${kept.url}.` : "You were not signed in.");
}

async function who({ hub, session, terminal, isJson }: Context): Promise<void> {
  const me = await hub.users.usersMe();
  if (isJson) terminal.json({ url: session.url, from: session.from, user: me });
  else terminal.line(`${me.username} at ${session.url} (token from ${session.from})`);
}
