import { Checkbox } from "@mantine/core";
import { type CSSProperties, useMemo, useState } from "react";
import { text } from "../text/text.ts";
import styles from "./data-table.module.css";
import type { Column, Selection } from "./data-table.types.ts";

interface Sort {
  readonly id: string;
  readonly isDown: boolean;
}

/** The rows in the order that one has asked for; as they come, until then. */
export function useSorted<Row>(columns: readonly Column<Row>[], rows: readonly Row[]) {
  const [sort, setSort] = useState<Sort | null>(null);
  const by = columns.find(({ id }) => id === sort?.id)?.sort;
  const sorted = useMemo(() => {
    if (!by) return rows;
    const order = [...rows].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
    return sort?.isDown ? order.reverse() : order;
  }, [rows, by, sort?.isDown]);
  return [sorted, sort, setSort] as const;
}

interface HeadsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly selection: Selection<Row> | undefined;
  readonly isAll: boolean;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}

/** The titles of the columns, and the box that chooses all. */
export function Heads<Row>({ columns, selection, isAll, sort, onSort }: HeadsProps<Row>) {
  return (
    <thead>
      <tr>
        {selection && (
          <th className={`${styles.head} ${styles.choose}`}>
            <Checkbox
              size="xs"
              aria-label={text.table.chooseAll}
              checked={isAll}
              indeterminate={!isAll && selection.chosen.size > 0}
              onChange={selection.onToggleAll}
            />
          </th>
        )}
        {columns.map((column) => (
          <Head key={column.id} column={column} sort={sort?.id === column.id ? sort : null} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

function Head<Row>({
  column: { id, title, width, phoneWidth = width, align, isWide, sort: by },
  sort,
  onSort,
}: HeadProps<Row>) {
  const next = sort === null ? { id, isDown: false } : sort.isDown ? null : { id, isDown: true };
  const order = sort && (sort.isDown ? "descending" : "ascending");
  return (
    <th
      scope="col"
      className={`${styles.head} ${align ? styles.right : ""} ${isWide ? styles.wide : ""}`}
      style={{ "--width": width, "--phone-width": phoneWidth } as CSSProperties}
      {...(order && { "aria-sort": order })}
    >
      {by ? (
        <button type="button" className={styles.sort} onClick={() => onSort(next)}>
          {title}
          {sort ? (sort.isDown ? " ↓" : " ↑") : ""}
        </button>
      ) : (
        title
      )}
    </th>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}
