import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database, isUnavailable } from "./connect.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = connect({ url: test.url, max: 1, name: "under test" });
  await test.database.query("CREATE TABLE notes (text text UNIQUE DEFERRABLE INITIALLY DEFERRED)");
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

function cut(name: string): Promise<unknown> {
  return test.database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [name]);
}

async function notes(): Promise<string[]> {
  const { rows } = await test.database.query<{ text: string }>("SELECT text FROM notes ORDER BY text");
  return rows.map(({ text }) => text);
}

describe("values", () => {
  it("come as numbers, times in UTC, and JSON", async () => {
    const { rows, rowCount } = await database.query(
      `SELECT 9007199254740991 AS big, ARRAY[1, NULL]::bigint[] AS list, '{"a": [1]}'::jsonb AS json,
         '2026-01-01 01:00:00+01'::timestamptz AS whole, '2026-01-01 00:00:00.5Z'::timestamptz AS half,
         '2026-01-01 00:00:00.123456Z'::timestamptz AS micro, '2026-01-01 00:00:00.1234Z'::timestamptz AS padded, 'infinity'::timestamptz AS never, NULL::timestamptz AS none,
         ARRAY['2026-01-01 00:00:00Z']::timestamptz[] AS times`,
    );
    expect(rowCount).toBe(1);
    expect(rows[0]).toEqual({
      big: 9007199254740991,
      list: [1, null],
      json: { a: [1] },
      whole: "2026-01-01T00:00:00.000Z",
      half: "2026-01-01T00:00:00.500Z",
      micro: "2026-01-01T00:00:00.123456Z",
      padded: "2026-01-01T00:00:00.123400Z",
      never: "infinity",
      none: null,
      times: ["2026-01-01T00:00:00.000Z"],
    });
  });
});

describe("transaction", () => {
  it("commits, and answers with the result", async () => {
    expect(await database.transaction(async (tx) => (await tx.query("INSERT INTO notes VALUES ('kept')")).rowCount)).toBe(1);
    expect(await notes()).toEqual(["kept"]);
  });

  it("rolls back when the work fails, when a statement failed unseen, and when the commit fails", async () => {
    const insert = "INSERT INTO notes VALUES ('dropped')";
    const failing = database.transaction(async (tx) => {
      await tx.query(insert);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    const unseen = database.transaction(async (tx) => {
      await tx.query(insert);
      await tx.query("SELECT 1 / 0").catch(() => undefined);
    });
    await expect(unseen).rejects.toThrow("rolled back");
    const late = database.transaction((tx) => tx.query("INSERT INTO notes VALUES ('twice'), ('twice')"));
    await expect(late).rejects.toThrow("duplicate key");
    expect(await notes()).toEqual(["kept"]);
  });

  it("gives up a connection that breaks, and takes another one", async () => {
    const broken = database.transaction(async (tx) => {
      await tx.query("INSERT INTO notes VALUES ('dropped')");
      await cut("under test");
      await tx.query("SELECT 1");
    });
    await expect(broken).rejects.toSatisfy(isUnavailable);
    expect((await database.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    expect(await notes()).toEqual(["kept"]);
  });
});

describe("query", () => {
  it("keeps the connection after an error of the statement", async () => {
    const pid = "SELECT pg_backend_pid() AS pid";
    const before = await database.query(pid);
    await expect(database.query("SELECT 1 / 0")).rejects.not.toSatisfy(isUnavailable);
    expect(await database.query(pid)).toEqual(before);
  });

  it("survives connections that break while they rest", async () => {
    await database.query("SELECT 1");
    await cut("under test");
    const answers = async (): Promise<unknown> => database.query("SELECT 1 AS one").catch(answers);
    expect(await answers()).toMatchObject({ rows: [{ one: 1 }] });
  });

  it("gives up a statement, a connection and a server that hang", async () => {
    const impatient = connect({ url: test.url, max: 1, timeoutMs: 100, name: "impatient" });
    await expect(impatient.query("SELECT pg_sleep(60)")).rejects.toSatisfy(isUnavailable);
    expect((await impatient.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    const waiting = impatient.transaction(async () => {
      await expect(impatient.query("SELECT 1")).rejects.toSatisfy(isUnavailable);
    });
    await waiting;
    await impatient.close();
    await cut("impatient");

    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const url = `postgres://x@127.0.0.1:${(silent.address() as { port: number }).port}/x`;
    await expect(connect({ url, timeoutMs: 100 }).query("SELECT 1")).rejects.toSatisfy(isUnavailable);
    silent.close();
    await expect(connect({ url }).query("SELECT 1")).rejects.toSatisfy(isUnavailable);
  });

  it("tells a database that is away from a statement that is wrong", async () => {
    const failWith = (code: string) =>
      database
        .query(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`)
        .catch((error) => isUnavailable(error));
    const away = ["53100", "53200", "53300", "57P01", "57P03", "58030", "25006", "40P01", "08006", "57014"];
    for (const code of away) expect([code, await failWith(code)]).toEqual([code, true]);
    for (const code of ["23505", "42P01", "22P02", "25P02", "P0001"])
      expect([code, await failWith(code)]).toEqual([code, false]);
    expect(isUnavailable("ECONNREFUSED")).toBe(false);
    expect(isUnavailable(new Error("something else"))).toBe(false);
  });
});

describe("listen", () => {
  /** Resolves with the next value that is given to `tell`. */
  function next<T>(): { promise: Promise<T>; tell: (value: T) => void } {
    let tell: (value: T) => void = () => undefined;
    const promise = new Promise<T>((resolve) => {
      tell = resolve;
    });
    return { promise, tell };
  }

  it("hears, reconnects when its connection breaks, says so, and hears again", async () => {
    let heard = next<string>();
    const back = next<void>();
    const listening = await database.listen(
      ["one", "Two"],
      (channel, payload) => heard.tell(`${channel}: ${payload}`),
      back.tell,
    );
    await test.database.query("SELECT pg_notify('Two', 'hello')");
    expect(await heard.promise).toBe("Two: hello");
    await cut("under test");
    await back.promise;
    heard = next();
    await test.database.query("SELECT pg_notify('one', '')");
    expect(await heard.promise).toBe("one: ");
    await listening.stop();
    await listening.stop();
  });

  it("goes on trying when the database is away at first, and can be stopped", async () => {
    let tries = 0;
    const refusing = createServer((socket) => socket.destroy());
    const again = new Promise<void>((resolve) => {
      refusing.on("connection", () => {
        tries += 1;
        if (tries === 3) resolve();
      });
    });
    await once(refusing.listen(0, "127.0.0.1"), "listening");
    const away = connect({ url: `postgres://x@127.0.0.1:${(refusing.address() as AddressInfo).port}/x` });
    const listening = await away.listen(["one"], () => undefined);
    await again;
    await listening.stop();
    await away.close();
    await once(refusing.close(), "close");
    expect(tries).toBe(3);
  });
});
