/** The command line: all groups of commands, in the order of `jobhub --help`. */

import { Command } from "commander";
import { VERSION } from "../service/version.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addJobs } from "./commands/job.ts";
import { addProjects } from "./commands/project.ts";
import { addServices } from "./commands/services.ts";
import { addSetAside } from "./commands/set-aside.ts";
import { addSignIn } from "./commands/sign-in.ts";
import { addTiers } from "./commands/tier.ts";
import { addTokens } from "./commands/token.ts";
import { addUp } from "./commands/up.ts";
import { addUsers } from "./commands/user.ts";
import { addWorkers } from "./commands/workers.ts";
import { EXIT_CODES, type SetExit } from "./exit-codes.ts";

const EXAMPLES = `
Examples:
  $ jobhub up                                start a hub at http://127.0.0.1:8000
  $ jobhub job run sleep --param seconds=5   run a job and watch it
  $ jobhub job run convert -p path=README.md -p to=docx
  $ jobhub job list --status Running
  $ jobhub job log 42 --follow
  $ jobhub workers list                      who takes jobs
  $ jobhub sign-in https://hub.example.org   use a hub elsewhere
`;

export function makeProgram(setExit: SetExit): Command {
  const program = new Command("jobhub")
    .description("A hub where people submit jobs and always find the truth about them.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError("(add --help for what there is)")
    .configureHelp({ subcommandTerm: termOf })
    .exitOverride()
    .addHelpText("after", `${EXAMPLES}\n${exitCodes()}`);

  program.commandsGroup("Hub:");
  addUp(program, setExit);
  addServices(program);
  addDoctor(program, setExit);
  program.commandsGroup("Work:");
  addJobs(program, setExit);
  addProjects(program);
  addWorkers(program);
  addSetAside(program);
  program.commandsGroup("Access:");
  addSignIn(program);
  addTokens(program);
  addUsers(program);
  addTiers(program);
  return program;
}

/** Without `[options]`, which nearly all have: so descriptions keep within 80 columns. */
function termOf(command: Command): string {
  const names = [command.name(), ...command.aliases().slice(0, 1)].join("|");
  const places = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? "..." : ""}`;
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [names, ...places].join(" ");
}

function exitCodes(): string {
  const lines = Object.values(EXIT_CODES).map(({ code, means }) => `  ${String(code).padStart(3)}  ${means}`);
  return ["Exit codes:", ...lines].join("\n");
}
