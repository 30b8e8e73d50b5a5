import type { TestHub } from "../../e2e/hub.ts";

const TITLES = ["Nightly report", "Render chapter", "Import readings", "Warm the cache", null];

/** Some of each kind, as workers really run them: good and bad ones, some that go on, and some that wait for them. */
export async function makeJobs(hub: TestHub, count = 40): Promise<void> {
  const { client, project } = hub;
  const ended = Array.from({ length: count }, (_, index) => endingJob(index));
  const { ids } = await client.projects.projectsJobsBulkCreate({ project, data: { jobs: ended as never } });
  const last = ids.at(-1);
  if (last !== undefined) await hub.until(last, "ended", 60_000);
  const going = ["Long simulation", "Backfill of last year", "Waits in line", "Waits in line, too"].map((description) => ({
    method: "sleep",
    params: { seconds: 60, repeat: 20 },
    description,
  }));
  const { ids: longer } = await client.projects.projectsJobsBulkCreate({ project, data: { jobs: going as never } });
  if (longer[0] !== undefined) await hub.until(longer[0], "RUNNING");
}

function endingJob(index: number) {
  const description = TITLES[index % TITLES.length] && `${TITLES[index % TITLES.length]} ${index}`;
  const isBad = index % 7 === 3;
  return { method: "sleep", params: { seconds: 0.01 * (index % 5), repeat: 2, ...(isBad && { fail: 1 }) }, description };
}
