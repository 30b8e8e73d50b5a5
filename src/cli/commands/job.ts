import { type Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_MAX_ATTEMPTS } from "../../core/job.ts";
import { CATEGORIES, STATUS_NAMES } from "../../core/status.ts";
import { withHub, withHubOptions } from "../context.ts";
import type { SetExit } from "../exit-codes.ts";
import { atLeast } from "../numbers.ts";
import { type CancelOptions, cancelJobs } from "./job.cancel.ts";
import { type ListOptions, listJobs } from "./job.list.ts";
import { type LogOptions, logJob } from "./job.log.ts";
import { type RunOptions, runJob } from "./job.run.ts";
import { type ShowOptions, showJob } from "./job.show.ts";

const PROJECT = ["-P, --project <project>", "project, by id or name (default: JOBHUB_PROJECT, or the only one)"] as const;

const RUN_HELP = `
Methods are what workers run: sleep and convert those of Jobhub, and those of
Celery the tasks that they have registered, by their names.
\`jobhub workers inspect WORKER --what registered\` lists them.

A value reads as JSON if it can, else as text; @file is the text of a file, @-
of stdin. The log goes to stderr and the result to stdout, to be piped on.
Ctrl-C asks whether to cancel the job; a second one leaves it running.

Examples:
  $ jobhub job run sleep --param seconds=2 --param repeat=3
  $ jobhub job run convert -p path=README.md -p to=docx
  $ jobhub job run convert -p text=@notes.md -p from=markdown -p to=html
  $ jobhub job run pull --params @params.json -s token=@token.txt --no-follow`;

export function addJobs(program: Command, setExit: SetExit): void {
  const group = program.command("job").description("jobs: run them, watch them, cancel them");
  addRun(group, setExit);
  addList(group);
  withHubOptions(group.command("show <id>").description("everything about a job"))
    .option(...PROJECT)
    .action((id: string, options: ShowOptions) => withHub(options, (context) => showJob(context, id, options)));
  withHubOptions(group.command("log <id>").description("the log of a job"))
    .option(...PROJECT)
    .option("-f, --follow", "go on until the job has ended; exit code by outcome")
    .action(async (id: string, options: LogOptions) =>
      setExit(await withHub(options, (context) => logJob(context, id, options))),
    );
  withHubOptions(group.command("cancel <id...>").description("cancel jobs, whether they wait or run"))
    .option(...PROJECT)
    .action((ids: string[], options: CancelOptions) => withHub(options, (context) => cancelJobs(context, ids, options)));
}

function addRun(group: Command, setExit: SetExit): void {
  withHubOptions(group.command("run <method>").description("run a job and watch it; exit code by outcome"))
    .option("-p, --param <key=value>", "a parameter; may be repeated", append)
    .option("--params <json>", "all parameters as a JSON object, or @file")
    .option(...PROJECT)
    .option("-d, --description <text>", "what it is for, for people")
    .option("-s, --secret <key=value>", "a secret: given to the worker alone; may be repeated", append)
    .option(
      "--max-attempts <number>",
      `how often to start it if workers die under it (default: ${DEFAULT_MAX_ATTEMPTS})`,
      atLeast(1),
    )
    .option("-f, --follow", "watch it until it has ended (the default)")
    .option("--no-follow", "only submit it")
    .addHelpText("after", RUN_HELP)
    .action(async (method: string, options: RunOptions) =>
      setExit(await withHub(options, (context) => runJob(context, method, options))),
    );
}

function addList(group: Command): void {
  withHubOptions(group.command("list").alias("ls").description("jobs of a project, newest first"))
    .option(...PROJECT)
    .addOption(new Option("--status <status>", `a status or a category (${CATEGORIES.join(", ")})`).argParser(statusOrCategory))
    .option("--method <method>", "a method")
    .addOption(new Option("--creator <who>", "whose").choices(["me", "other", "anon"]))
    .option("--task <id>", "the job of a task, by what the broker calls it")
    .option("-n, --limit <number>", "how many at most", atLeast(1), 20)
    .action((options: ListOptions) => withHub(options, (context) => listJobs(context, options)));
}

function append(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** In whatever case it is typed. */
function statusOrCategory(text: string): string {
  const found = [...CATEGORIES, ...STATUS_NAMES].find((name) => name.toLowerCase() === text.toLowerCase());
  if (found) return found;
  throw new InvalidArgumentError(`It should be one of ${[...CATEGORIES, ...STATUS_NAMES].join(", ")}.`);
}
