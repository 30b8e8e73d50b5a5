/** For tests of what comes over the wire. */

/** Cases with the beginning of their first part as their title. */
export function titled<Rest extends unknown[]>(cases: [string, ...Rest][]): [title: string, first: string, ...Rest][] {
  return cases.map(([first, ...rest]) => [JSON.stringify(first).slice(0, 50), first, ...rest]);
}
