/** What a command that talks to a hub has at hand. */

import type { Command } from "commander";
import { AnswerError, ConnectionError, createClient, type Hub } from "../../clients/typescript/src/client.ts";
import { CliError } from "./errors.ts";
import { findSession, type Session } from "./session.ts";
import { Terminal } from "./terminal.ts";

export interface Context {
  readonly hub: Hub;
  readonly session: Session;
  readonly terminal: Terminal;
  readonly isJson: boolean;
}

/** Options that every such command has. */
export interface HubOptions {
  readonly url?: string;
  readonly json?: boolean;
}

export function withHubOptions(command: Command): Command {
  return command
    .option("--url <address>", "the hub (default: JOBHUB_URL, where you signed in, or a hub that runs here)")
    .option("--json", "print JSON");
}

/** Runs a command against the hub, and says what to do where that fails. */
export async function withHub<Result>(options: HubOptions, work: (context: Context) => Promise<Result>): Promise<Result> {
  const session = await findSession(options.url);
  const hub = connect(session);
  try {
    return await work({ hub, session, terminal: new Terminal(), isJson: options.json === true });
  } catch (error) {
    throw explain(error, session);
  } finally {
    await hub.close();
  }
}

function connect({ url, token }: Session): Hub {
  try {
    return createClient({ url, token });
  } catch {
    throw new CliError(`${url} is not the address of a hub.`, {
      exit: "usage",
      hint: "It should look like http://127.0.0.1:8000",
    });
  }
}

/** The error of a client, in words for people; any other as it is. */
export function explain(error: unknown, session: Session): unknown {
  if (error instanceof ConnectionError) return notReachable(error, session);
  if (error instanceof AnswerError) return refused(error, session);
  return error;
}

function notReachable(error: ConnectionError, { url }: Session): CliError {
  const why = error.timedOut ? "does not answer in time" : "is not reachable";
  return new CliError(`The hub at ${url} ${why}.`, {
    exit: "unreachable",
    hint: "Start it with `npm start`, or name another one with --url or JOBHUB_URL.",
  });
}

function refused(error: AnswerError, session: Session): CliError {
  const { url, token, from } = session;
  if (!error.fromHub) {
    return new CliError(`What answers at ${url} is not a hub (HTTP ${error.status}).`, {
      exit: "unreachable",
      hint: "Name the hub with --url or JOBHUB_URL.",
    });
  }
  if (error.status === 401) {
    const what = token ? `The hub at ${url} does not take the token from ${from}.` : `You are not signed in to ${url}.`;
    return new CliError(what, { exit: "notAllowed", hint: `Sign in with \`jobhub sign-in ${url}\`, or set JOBHUB_TOKEN.` });
  }
  if (error.status === 403) return new CliError(error.message, { exit: "notAllowed" });
  return new CliError([error.message, ...faults(error)].join(" "), {
    hint: error.status >= 500 ? "See the hub's log, and `jobhub doctor`." : null,
  });
}

function faults({ message, errors }: AnswerError): string[] {
  return errors.filter((fault) => !message.includes(fault.message)).map((fault) => `${fault.field}: ${fault.message}`);
}
