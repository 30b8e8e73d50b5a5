/** What stands after the ? of the page to submit a job. */

export interface SubmitSearch {
  readonly method?: string;
  /** Id of the job whose method and params it begins with. */
  readonly from?: number;
}

export function readSubmitSearch({ method, from }: Record<string, unknown>): SubmitSearch {
  const id = Number(from ?? Number.NaN);
  return {
    ...(typeof method === "string" && method !== "" && { method }),
    ...(Number.isInteger(id) && id > 0 && { from: id }),
  };
}
