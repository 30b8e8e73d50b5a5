/** What `jobhub up` says once the hub is ready: where everything is. */

import path from "node:path";
import type { Hub, SignInCode } from "../../../clients/typescript/src/client.ts";
import type { Terminal } from "../terminal.ts";
import { clock } from "../time.ts";

export interface Addresses {
  readonly url: string;
  readonly signIn: SignInCode;
  readonly tokenFile: string;
  readonly dataDir: string;
}

export async function findAddresses(hub: Hub, url: string, dataDir: string): Promise<Addresses> {
  const signIn = await hub.tokens.signInCodesCreate({ data: {} });
  return { url, signIn, tokenFile: path.join(dataDir, "admin-token"), dataDir };
}

export function printAddresses(terminal: Terminal, { url, signIn, tokenFile, dataDir }: Addresses): void {
  const { bold, cyan, dim } = terminal.colors;
  const rows = [
    ["Address", `${cyan(url)}  ${dim(`API: ${url}/api/docs`)}`],
    ["Sign in", `${cyan(signIn.url)}  ${dim(`once, until ${clock(signIn.expiry)}`)}`],
    ["Token", `${tokenFile}  ${dim("of the user admin")}`],
    ["Data", dataDir],
    ["Try", "npx jobhub job run sleep --param seconds=5"],
    ["Stop", "Ctrl-C"],
  ];
  terminal.line();
  for (const [name = "", value] of rows) terminal.line(`  ${bold(name.padEnd(8))} ${value}`);
  terminal.line();
}
