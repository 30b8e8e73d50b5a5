/** What stands after the ? of a job's address. */

export interface JobSearch {
  /** Number of the attempt that is shown, from 0. Default the current one. */
  readonly attempt?: number;
}

export function readJobSearch({ attempt }: Record<string, unknown>): JobSearch {
  const number = Number(attempt ?? Number.NaN);
  return Number.isInteger(number) && number >= 0 ? { attempt: number } : {};
}

export interface SharedJobSearch extends JobSearch {
  readonly key: string;
}

export function readSharedJobSearch(search: Record<string, unknown>): SharedJobSearch {
  return { ...readJobSearch(search), key: String(search.key ?? "") };
}
