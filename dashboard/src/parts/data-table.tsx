/**
 * A table of records. Small ones are shown whole; with `scroll` it fills its place, scrolls by itself, and only the rows in
 * sight are there, so that it takes any number of them.
 */

import { Checkbox } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type MouseEvent, memo, type ReactNode, useEffect, useMemo, useState } from "react";
import { text } from "../text/text.ts";
import styles from "./data-table.module.css";
import { useStable } from "./use-stable.ts";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Such as `8rem`. Without one it shares what the others leave. */
  readonly width?: string;
  /** Where it differs on phones. */
  readonly phoneWidth?: string;
  readonly align?: "right";
  /** Makes it sortable, here in the browser: only for lists that are read whole. */
  readonly sort?: (row: Row) => string | number;
  /** Not on phones. Default false. */
  readonly isWide?: boolean;
}

type Key = string | number;

export interface Selection<Row> {
  readonly chosen: ReadonlySet<Key>;
  readonly label: (row: Row) => string;
  /** @param isRange whether all from the last one on are meant (Shift). */
  readonly onToggle: (row: Row, isRange: boolean) => void;
  /** All that are there, or none. */
  readonly onToggleAll: () => void;
}

export interface TableScroll {
  readonly rowHeight: number;
  /** Called when the end comes near. */
  readonly onEnd?: () => void;
  /** Of all rows, also those that were not read yet. Default those given. */
  readonly count?: number;
}

interface DataTableProps<Row> {
  /** What it is a table of. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => Key;
  readonly onOpen?: (row: Row) => void;
  /** In place of the rows, if there are none. */
  readonly empty?: ReactNode;
  readonly selection?: Selection<Row>;
  /** The row that keys act on. */
  readonly current?: Key | null;
  readonly scroll?: TableScroll;
}

export function DataTable<Row>(given: DataTableProps<Row>) {
  const props = useStableProps(given);
  const { label, columns, rows, empty, selection, scroll, keyOf } = props;
  const [sorted, sort, setSort] = useSorted(columns, rows);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  if (rows.length === 0 && empty) return empty;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section ref={setPlace} className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={`${styles.table} ${scroll ? styles.fixed : ""}`} aria-rowcount={(scroll?.count ?? rows.length) + 1}>
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

interface Sort {
  readonly id: string;
  readonly isDown: boolean;
}

function useSorted<Row>(columns: readonly Column<Row>[], rows: readonly Row[]) {
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

function Heads<Row>({ columns, selection, isAll, sort, onSort }: HeadsProps<Row>) {
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

function AllRows<Row>({ rows, ...props }: DataTableProps<Row>) {
  return <tbody>{rows.map((row, index) => rowOf(props, row, index))}</tbody>;
}

interface VirtualRowsProps<Row> extends DataTableProps<Row> {
  readonly scroll: TableScroll;
  readonly place: HTMLElement | null;
}

/** Before this many rows are left, more are asked for. */
const NEAR_END = 30;

function VirtualRows<Row>({ scroll, place, ...props }: VirtualRowsProps<Row>) {
  const { rows, current, keyOf } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place,
    estimateSize: () => scroll.rowHeight,
    overscan: 12,
    scrollPaddingStart: scroll.rowHeight,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { onEnd } = scroll;
  useEffect(() => {
    if (last >= rows.length - NEAR_END) onEnd?.();
  }, [last, rows.length, onEnd]);
  const currentIndex = useMemo(() => rows.findIndex((row) => keyOf(row) === current), [rows, keyOf, current]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another row becomes current, not when it moves.
  useEffect(() => {
    if (currentIndex >= 0) virtual.scrollToIndex(currentIndex);
  }, [current]);
  return (
    <tbody>
      <Space height={items[0]?.start ?? 0} />
      {items.map(({ index }) => rowOf(props, rows[index] as Row, index))}
      <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
    </tbody>
  );
}

function Space({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr className={styles.space} aria-hidden>
      <td style={{ height }} />
    </tr>
  ) : null;
}

function rowOf<Row>(props: Omit<DataTableProps<Row>, "rows">, row: Row, index: number): ReactNode {
  const { columns, keyOf, onOpen, selection, current } = props;
  const key = keyOf(row);
  return (
    <TableRow
      key={key}
      index={index}
      row={row as unknown}
      columns={columns as readonly Column<unknown>[]}
      onOpen={onOpen as ((row: unknown) => void) | undefined}
      isCurrent={current === key}
      isChosen={selection ? selection.chosen.has(key) : null}
      chooseLabel={selection?.label as ((row: unknown) => string) | undefined}
      onToggle={selection?.onToggle as ((row: unknown, isRange: boolean) => void) | undefined}
    />
  );
}

interface TableRowProps {
  readonly index: number;
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
  readonly onOpen: ((row: unknown) => void) | undefined;
  readonly isCurrent: boolean;
  /** Null if rows cannot be chosen. */
  readonly isChosen: boolean | null;
  readonly chooseLabel: ((row: unknown) => string) | undefined;
  readonly onToggle: ((row: unknown, isRange: boolean) => void) | undefined;
}

/** Only rows that have changed are rendered again. */
const TableRow = memo(function TableRow(props: TableRowProps) {
  const { index, row, columns, onOpen, isCurrent, isChosen, chooseLabel, onToggle } = props;
  const open = (event: MouseEvent<HTMLElement>) => {
    if (isOnControl(event) || window.getSelection()?.isCollapsed === false) return;
    onOpen?.(row);
  };
  return (
    <tr
      className={`${styles.row} ${isChosen ? styles.chosen : ""} ${isCurrent ? styles.current : ""} ${onOpen ? styles.opens : ""}`}
      aria-rowindex={index + 2}
      {...(isCurrent && { "aria-current": true })}
      onClick={open}
    >
      {isChosen !== null && (
        <td className={styles.choose}>
          {/* The browser's own: many of them change many times a second. */}
          <input
            type="checkbox"
            className={styles.box}
            aria-label={`${text.table.choose} ${chooseLabel?.(row)}`}
            checked={isChosen}
            onChange={(event) => onToggle?.(row, (event.nativeEvent as PointerEvent).shiftKey)}
          />
        </td>
      )}
      {columns.map(({ id, cell, align, isWide }) => (
        <td key={id} className={`${align ? styles.right : ""} ${isWide ? styles.wide : ""}`}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
});

function isOnControl({ target }: MouseEvent<HTMLElement>): boolean {
  return target instanceof Element && target.closest("a, button, input, label") !== null;
}
