import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database, type QueryResult } from "../../../database/connect.ts";
import { Metrics } from "../../http/metrics.ts";
import { findJobs } from "../jobs.store.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";
import { correctionChange, eventChange } from "./jobs.change.ts";
import type { JobRecord } from "./jobs.record.ts";
import { JobWriter } from "./jobs.writer.ts";

let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub();
});
afterAll(() => hub.close());

const stored = async (id: number) => (await hub.database.query("SELECT * FROM jobs WHERE id = $1", [id])).rows[0];

/** Passes statements on, and calls `before` with each. */
function watched(database: Database, before: (sql: string) => unknown): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name !== "query") return Reflect.get(target, name).bind(target);
      return async (sql: string, values?: unknown[]): Promise<QueryResult<unknown>> => {
        await before(sql);
        return target.query(sql, values);
      };
    },
  });
}

const isWrite = (sql: string) => sql.includes("UPDATE jobs");

function writerOn(database: Database): JobWriter {
  return new JobWriter({ database, metrics: new Metrics(), now: Date.now });
}

describe("JobWriter", () => {
  it("writes what comes at once with one statement, in the order of arrival", async () => {
    let writes = 0;
    const writer = writerOn(
      watched(hub.database, (sql) => {
        if (isWrite(sql)) writes += 1;
      }),
    );
    const ids = await Promise.all(Array.from({ length: 20 }, () => hub.insertJob()));
    const changes = ids.flatMap((id) => [
      eventChange(id, { status: "STARTED", description: "first" }),
      eventChange(id, { status: "RUNNING", description: "last" }),
    ]);
    const jobs = (await writer.changeMany(changes)) as JobRecord[];
    expect(jobs.map((job) => [job.status, job.description, job.version])).toEqual(changes.map(() => ["RUNNING", "last", 1]));
    expect(writes).toBe(1);
  });

  it("does not read what was just made", async () => {
    const statements: string[] = [];
    const writer = writerOn(watched(hub.database, (sql) => statements.push(sql)));
    const [made] = await findJobs(hub.database, [await hub.insertJob()]);
    writer.remember(made as JobRecord);
    expect(await writer.change(eventChange((made as JobRecord).id, { status: "STARTED" }))).toMatchObject({ version: 1 });
    expect(statements.map(isWrite)).toEqual([true]);
  });

  it("loses neither of two writes that race", async () => {
    const id = await hub.insertJob();
    const others = writerOn(hub.database);
    let races = 3;
    const writer = writerOn(
      watched(hub.database, async (sql) => {
        if (isWrite(sql) && races-- > 0) await others.change(eventChange(id, { log: [`${races}`], logOffset: races }));
      }),
    );
    const job = await writer.change(eventChange(id, { status: "RUNNING", log: ["mine"], logOffset: 3 }));
    expect(job).toMatchObject({ status: "RUNNING", logLength: 4, version: 4 });
    const { rows } = await hub.database.query("SELECT entry FROM job_logs WHERE job_id = $1 ORDER BY position", [id]);
    expect(rows.map(({ entry }) => entry)).toEqual(["0", "1", "2", "mine"]);
  });

  it("does not read a job again that it has just written", async () => {
    const id = await hub.insertJob();
    const statements: string[] = [];
    const writer = writerOn(watched(hub.database, (sql) => statements.push(sql)));
    await writer.change(eventChange(id, { status: "RECEIVED" }));
    const read = statements.length;
    const job = await writer.change(eventChange(id, { status: "STARTED" }));
    expect(statements.slice(read).map(isWrite)).toEqual([true]);
    expect(job).toMatchObject({ status: "STARTED", version: 2 });
  });

  it("sees what others have made of a job that it remembers", async () => {
    const [writer, others] = [writerOn(hub.database), writerOn(hub.database)];
    const corrected = await hub.insertJob();
    await writer.change(eventChange(corrected, { status: "RUNNING" }));
    await others.change(correctionChange(corrected, { status: "RECEIVED" }));
    // By what it remembers this would change nothing.
    expect(await writer.change(eventChange(corrected, { status: "RUNNING" }))).toMatchObject({ status: "RUNNING", version: 3 });

    const ended = await hub.insertJob();
    await writer.change(eventChange(ended, { status: "RUNNING" }));
    await others.change(eventChange(ended, { status: "FAILURE" }));
    // By what it remembers this would end the job.
    expect(await writer.change(eventChange(ended, { status: "SUCCESS" }))).toMatchObject({ status: "FAILURE" });

    const gone = await hub.insertJob();
    await writer.change(eventChange(gone, { status: "RUNNING" }));
    await hub.database.query("DELETE FROM jobs WHERE id = $1", [gone]);
    await expect(writer.change(eventChange(gone, { status: "SUCCESS" }))).rejects.toMatchObject({ code: "notFound" });
  });

  it("gives up on a job that never holds still, with a 503", async () => {
    const id = await hub.insertJob();
    const writer = writerOn(
      watched(hub.database, async (sql) => {
        if (isWrite(sql)) await hub.database.query("UPDATE jobs SET version = version + 1 WHERE id = $1", [id]);
      }),
    );
    await expect(writer.change(eventChange(id, { status: "RUNNING" }))).rejects.toMatchObject({ code: "unavailable" });
  });

  it("refuses what the database refuses, and writes the rest of the group", async () => {
    const ids = await Promise.all([hub.insertJob(), hub.insertJob(), hub.insertJob()]);
    const [a, b, c] = ids as [number, number, number];
    const outcomes = await writerOn(hub.database).changeMany([
      eventChange(a, { status: "RUNNING" }),
      eventChange(b, { status: "RUNNING", parent: 999_999 }),
      correctionChange(c, { status: "SUCCESS", project: 999_999 }),
      eventChange(a, { worker: "w" }),
    ]);
    expect(outcomes).toMatchObject([
      { status: "RUNNING" },
      { errors: [{ field: "parent" }] },
      { errors: [{ field: "project" }] },
      { worker: "w" },
    ]);
    expect((await stored(b))?.status).toBe("DISPATCHED");
  });

  it("writes all that belongs together, or nothing", async () => {
    const id = await hub.insertJob();
    await hub.database.query("INSERT INTO job_secrets (job_id, sealed) VALUES ($1, 'sealed')", [id]);
    const writer = writerOn(hub.database);
    await hub.database.query("ALTER TABLE job_logs ADD CONSTRAINT no_bad CHECK (entry <> '\"bad\"')");
    const failed = writer.change(eventChange(id, { status: "SUCCESS", log: ["good", "bad"] }));
    await expect(failed).rejects.toThrow("no_bad");
    expect(await stored(id)).toMatchObject({ status: "DISPATCHED", version: 0, log_length: 0 });
    expect((await hub.database.query("SELECT FROM job_logs WHERE job_id = $1", [id])).rowCount).toBe(0);
    expect((await hub.database.query("SELECT FROM job_secrets WHERE job_id = $1", [id])).rowCount).toBe(1);

    await writer.change(eventChange(id, { status: "SUCCESS", log: ["good"] }));
    expect(await stored(id)).toMatchObject({ status: "SUCCESS", version: 1, log_length: 1 });
    expect((await hub.database.query("SELECT FROM job_secrets WHERE job_id = $1", [id])).rowCount).toBe(0);
    await hub.database.query("ALTER TABLE job_logs DROP CONSTRAINT no_bad");
  });

  it("loses nothing that it confirmed when its connections break", async () => {
    const id = await hub.insertJob();
    const database = connect({ url: hub.url, name: "jobhub breaking" });
    const writer = writerOn(database);
    const breaker = setInterval(() => {
      void hub.database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jobhub breaking'",
      );
    }, 15);
    const confirmed: number[] = [];
    for (let position = 0; position < 60; position += 1) {
      await writer.change(eventChange(id, { log: [position], logOffset: position })).then(
        () => confirmed.push(position),
        (error: unknown) => expect(error).toBeInstanceOf(Error),
      );
    }
    clearInterval(breaker);
    await database.close();
    const { rows } = await hub.database.query<{ position: number }>("SELECT position FROM job_logs WHERE job_id = $1", [id]);
    const positions = rows.map(({ position }) => position);
    expect(positions).toEqual(expect.arrayContaining(confirmed));
    expect((await stored(id))?.log_length).toBe(positions.length);
  });
});

describe("a database that is away", () => {
  it("is a 503 that says when to try again, and the update is taken when it is back", async () => {
    const down = await buildJobsHub();
    const id = await down.insertJob();
    const update = () => down.call("PATCH", `/api/jobs/${id}/`, { as: down.admin, body: { status: "RUNNING" } });
    expect((await update()).status).toBe(200);
    const name = new URL(down.url).pathname.slice(1);
    await hub.database.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await hub.database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    const answers = [await update(), await update()];
    await hub.database.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 503,
        headers: { "retry-after": expect.anything() },
        body: { message: expect.any(String) },
      });
    }
    expect((await update()).status).toBe(200);
    await down.close();
  });
});
