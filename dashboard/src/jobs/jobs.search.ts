/** What of the list of jobs stands in its address. */

export interface JobsSearch {
  /** The filter, as it is written. */
  readonly q?: string;
  /** Ids of the columns with commas between, where they are not the usual ones. */
  readonly columns?: string;
}

export function readJobsSearch({ q, columns }: Record<string, unknown>): JobsSearch {
  return { ...(typeof q === "string" && q !== "" && { q }), ...(typeof columns === "string" && { columns }) };
}
