import { Button, Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { text } from "../text/text.ts";
import { DataTable } from "./data-table.tsx";
import type { Column } from "./data-table.types.ts";
import { Loaded } from "./loaded.tsx";
import type { pagesQuery } from "./pages.ts";

interface PagedTableProps<Row> {
  readonly label: string;
  readonly pages: ReturnType<typeof pagesQuery<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string | number;
  readonly onOpen?: (row: Row) => void;
  readonly empty?: ReactNode;
}

/** The first page, and a button for more. Sorted only once all of it is here: the order of a part would mislead. */
export function PagedTable<Row>({ pages, columns, ...table }: PagedTableProps<Row>) {
  const query = useInfiniteQuery(pages);
  return (
    <Loaded query={query}>
      {(data) => {
        const rows = data.pages.flatMap(({ results }) => results);
        return (
          <>
            <DataTable {...table} columns={query.hasNextPage ? columns.map(unsorted) : columns} rows={rows} />
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

function unsorted<Row>({ sort: _, ...column }: Column<Row>): Column<Row> {
  return column;
}
