/** `jobhub manager`, `jobhub overseer`, `jobhub worker`: one part alone, with options for its environment variables. */

import { type Command, Option } from "commander";

const PARTS = [
  {
    name: "manager",
    description: "run the manager alone: the API and the record (needs DATABASE_URL)",
    options: [
      new Option("--port <number>", "port to listen on (default: 8000)").env("JOBHUB_PORT"),
      new Option("--host <address>", "address to listen on (default: 127.0.0.1)").env("JOBHUB_HOST"),
    ],
    variables: [
      ["DATABASE_URL", "PostgreSQL that keeps the record"],
      ["BROKER_URL", "postgres:// or amqp:// (default: DATABASE_URL)"],
    ],
  },
  {
    name: "overseer",
    description: "run the overseer alone: tells the manager what happens on the queues (needs BROKER_URL)",
    options: [
      new Option("--url <address>", "the manager (default: http://127.0.0.1:8000)").env("JOBHUB_URL"),
      new Option("--adopt <project>", "make jobs of this project of tasks that others send").env("JOBHUB_ADOPT"),
      new Option("--metrics-port <number>", "port for its own /metrics (default: none)").env("JOBHUB_METRICS_PORT"),
    ],
    variables: [
      ["BROKER_URL", "postgres:// or amqp:// (default: DATABASE_URL)"],
      ["JOBHUB_TOKEN", "its token (default: that in the data folder)"],
    ],
  },
  {
    name: "worker",
    description: "run a worker alone: takes jobs from queues and runs them (needs BROKER_URL)",
    options: [
      new Option("--queues <names>", "queues to take jobs from, with commas between (default: default)").env("JOBHUB_QUEUES"),
      new Option("--concurrency <number>", "jobs at once (default: one for each processor)").env("JOBHUB_CONCURRENCY"),
    ],
    variables: [
      ["BROKER_URL", "postgres:// or amqp:// (default: DATABASE_URL)"],
      ["JOBHUB_WORKER_NAME", "first part of its name (default: worker-PID)"],
      ["JOBHUB_JOB_MEMORY_MB", "memory of one job, in MB (default: 512)"],
      [
        "JOBHUB_DRAIN_SECONDS",
        "how long running jobs may take to end when it is told to\nstop; then others run them again (default: 30)",
      ],
    ],
  },
];

export function addServices(program: Command): void {
  for (const { name, description, options, variables } of PARTS) {
    const command = program.command(name).description(description);
    for (const option of options) command.addOption(option);
    command
      .addOption(new Option("--data <folder>", "data folder (default: .jobhub)").env("JOBHUB_DATA"))
      .addOption(new Option("--log-level <level>", "debug, info, warn or error (default: info)").env("JOBHUB_LOG_LEVEL"))
      .addHelpText("after", environmentHelp(variables))
      .action(async () => {
        setEnvironment(command);
        await import(entryOf(name));
      });
  }
}

function environmentHelp(variables: readonly (readonly string[])[]): string {
  const all = [
    ...variables,
    ["JOBHUB_SECRET_KEY", "opens secrets, the same for all parts (default: that in\nthe data folder)"],
  ];
  const lines = all.map(([name = "", means = ""]) => `  ${name.padEnd(22)}${means.replaceAll("\n", `\n${" ".repeat(24)}`)}`);
  return ["", "Environment, beside the variables above:", ...lines, "All variables: README.md"].join("\n");
}

/** The parts read their environment, each with its own checks: an option is only another way to set it. */
function setEnvironment(command: Command): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (option.envVar && typeof value === "string") process.env[option.envVar] = value;
  }
}

/** Not imported by name: the command line knows how to start the parts, and nothing of what is in them. */
export function entryOf(part: string): string {
  return new URL(`../../${part}/main.js`, import.meta.url).href;
}
