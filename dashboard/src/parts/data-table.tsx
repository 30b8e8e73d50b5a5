/**
 * A table of records. Small ones are shown whole; with `scroll` it fills its place, scrolls by itself, and only the rows in
 * sight are there, so that it takes any number of them.
 */

import { type CSSProperties, useState } from "react";
import { Heads, useSorted } from "./data-table.heads.tsx";
import styles from "./data-table.module.css";
import { AllRows, VirtualRows } from "./data-table.rows.tsx";
import type { Column, DataTableProps, Key, Selection } from "./data-table.types.ts";
import { useStable } from "./use-stable.ts";

export function DataTable<Row>(given: DataTableProps<Row>) {
  const props = useStableProps(given);
  const { label, columns, rows, empty, selection, scroll, keyOf } = props;
  const [sorted, sort, setSort] = useSorted(columns, rows);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  if (rows.length === 0 && empty) return empty;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section ref={setPlace} className={styles.scroll} aria-label={label} tabIndex={0}>
      <table
        className={`${styles.table} ${scroll ? styles.fixed : ""}`}
        style={{ "--least": leastWidth(columns) } as CSSProperties}
        aria-rowcount={(scroll?.count ?? rows.length) + 1}
      >
        <Heads
          columns={columns}
          selection={selection}
          isAll={isAllChosen(rows, selection, keyOf)}
          sort={sort}
          onSort={setSort}
        />
        {scroll ? <VirtualRows {...props} scroll={scroll} rows={sorted} place={place} /> : <AllRows {...props} rows={sorted} />}
      </table>
    </section>
  );
}

/** What a column has at least that shares what the others leave. */
const SHARED_WIDTH = "18rem";

function leastWidth<Row>(columns: readonly Column<Row>[]): string {
  return `calc(${columns.map(({ width = SHARED_WIDTH }) => width).join(" + ")})`;
}

/** So that rows which have not changed are not rendered again because a function is another one. */
function useStableProps<Row>(props: DataTableProps<Row>): DataTableProps<Row> {
  const { selection, onOpen } = props;
  const onToggle = useStable((row: Row, isRange: boolean) => selection?.onToggle(row, isRange));
  const label = useStable((row: Row) => selection?.label(row) ?? "");
  const open = useStable((row: Row) => onOpen?.(row));
  return { ...props, ...(onOpen && { onOpen: open }), ...(selection && { selection: { ...selection, onToggle, label } }) };
}

function isAllChosen<Row>(rows: readonly Row[], selection: Selection<Row> | undefined, keyOf: (row: Row) => Key): boolean {
  return selection !== undefined && rows.length > 0 && rows.every((row) => selection.chosen.has(keyOf(row)));
}
