/** What a table of records is told. */

import type { ReactNode } from "react";

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

export type Key = string | number;

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

export interface DataTableProps<Row> {
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
