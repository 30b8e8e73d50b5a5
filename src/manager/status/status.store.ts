import type { Queryable } from "../../database/connect.ts";

export async function databaseTime(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ time: string }>("SELECT now() AS time");
  return rows[0]?.time ?? "";
}
