import { Button, Group } from "@mantine/core";
import { infiniteQueryOptions, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { text } from "../text/text.ts";
import { type Column, DataTable } from "./data-table.tsx";
import { Loaded } from "./loaded.tsx";

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

interface PagedTableProps<Row> {
  readonly label: string;
  readonly pages: ReturnType<typeof pagesQuery<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string | number;
  readonly onOpen?: (row: Row) => void;
  readonly empty?: ReactNode;
}

/** The first page, and a button for more. */
export function PagedTable<Row>({ pages, ...table }: PagedTableProps<Row>) {
  const query = useInfiniteQuery(pages);
  return (
    <Loaded query={query}>
      {(data) => {
        const rows = data.pages.flatMap(({ results }) => results);
        return (
          <>
            <DataTable {...table} rows={rows} />
            {query.hasNextPage && (
              <Group>
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {text.table.more(rows.length, data.pages.at(-1)?.count ?? 0)}
                </Button>
              </Group>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
