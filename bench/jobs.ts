/** What a user of the whole hub gets: jobs a second from submit to recorded SUCCESS, and how soon a job starts. */

import { finish, type Hub, measureLatency, PROJECT, quantile, rate, startHub, submitBulk, TINY } from "./hub.ts";
import { ms, table, whole } from "./table.ts";

const BULK_JOBS = 20_000;
const SINGLE_JOBS = 5_000;
const SINGLE_CONNECTIONS = 64;
const LATENCY_JOBS = 200;

export async function benchJobs(): Promise<string> {
  const { client, stop } = await startHub();
  const submit = (hub: Hub, count: number) => submitBulk(hub, count, TINY);
  try {
    await submit(client, 1_000);
    await finish(client);
    const rows = [["from submit to recorded SUCCESS", "jobs", "jobs/s"]];
    rows.push(["bulk submit", whole(BULK_JOBS), whole(await rate(client, BULK_JOBS, submit))]);
    rows.push(["one POST a job", whole(SINGLE_JOBS), whole(await rate(client, SINGLE_JOBS, submitSingly))]);
    const waits = await measureLatency(client, LATENCY_JOBS);
    const latency = [
      ["submit to start, one at a time", "jobs", "p50", "p99"],
      ["created to began", whole(LATENCY_JOBS), ms(quantile(waits, 0.5)), ms(quantile(waits, 0.99))],
    ];
    return `${table(rows)}\n\n${table(latency)}`;
  } finally {
    await stop();
  }
}

async function submitSingly(client: Hub, count: number): Promise<void> {
  let sent = 0;
  const loop = async () => {
    while (sent < count) {
      sent += 1;
      await client.projects.projectsJobsCreate({ project: PROJECT, data: TINY });
    }
  };
  await Promise.all(Array.from({ length: SINGLE_CONNECTIONS }, loop));
}
