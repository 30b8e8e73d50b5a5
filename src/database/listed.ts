import type { QueryResult } from "./connect.ts";

/** A page of a list. */
export interface Listed<Row> {
  /** How many there are in the whole list. */
  readonly count: number;
  readonly results: Row[];
}

export interface Count {
  readonly count: number;
}

/** What two statements tell, which are sent side by side: one page of a list, and how long the whole is. */
export async function listed<Row>(page: Promise<QueryResult<Row>>, whole: Promise<QueryResult<Count>>): Promise<Listed<Row>> {
  const [{ rows: results }, { rows }] = await Promise.all([page, whole]);
  return { count: rows[0]?.count ?? 0, results };
}
