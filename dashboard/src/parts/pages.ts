import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";

interface PageWanted {
  readonly limit: number;
  readonly offset: number;
}

interface PageRead<Row> {
  readonly count: number;
  readonly results: readonly Row[];
}

const PAGE = 50;

/** A list of the hub that is read page by page. */
export function pagesQuery<Row>(queryKey: QueryKey, read: (page: PageWanted, signal: AbortSignal) => Promise<PageRead<Row>>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read({ limit: PAGE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ count }, pages) => {
      const read = pages.reduce((sum, { results }) => sum + results.length, 0);
      return read < count && pages.at(-1)?.results.length ? read : null;
    },
  });
}
