import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, memo, type ReactNode, useEffect, useMemo } from "react";
import { text } from "../text/text.ts";
import styles from "./data-table.module.css";
import type { Column, DataTableProps, TableScroll } from "./data-table.types.ts";

export function AllRows<Row>({ rows, ...props }: DataTableProps<Row>) {
  return <tbody>{rows.map((row, index) => rowOf(props, row, index))}</tbody>;
}

interface VirtualRowsProps<Row> extends DataTableProps<Row> {
  readonly scroll: TableScroll;
  readonly place: HTMLElement | null;
}

/** Before this many rows are left, more are asked for. */
const NEAR_END = 30;

/** Only those in sight, and some around them. */
export function VirtualRows<Row>({ scroll, place, ...props }: VirtualRowsProps<Row>) {
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
