import { useEffect, useState } from "react";
import type { Selection } from "../../parts/data-table.types.ts";
import type { JobRow } from "../jobs.feed.ts";

export interface JobSelection {
  readonly table: Selection<JobRow>;
  readonly ids: readonly number[];
  /** Whether all that match are meant, also those that were not read. */
  readonly isAll: boolean;
  readonly toggle: (job: JobRow) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

/** Which jobs are chosen. Others for another list. */
export function useSelection(list: string, rows: readonly JobRow[]): JobSelection {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const [isAll, setAll] = useState(false);
  const [last, setLast] = useState<number | null>(null);
  const clear = () => {
    setIds(new Set());
    setAll(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the list becomes another one, and only then.
  useEffect(clear, [list]);
  const toggle = ({ id }: JobRow, isRange = false) => {
    setAll(false);
    setLast(id);
    setIds(isRange && last !== null ? new Set([...ids, ...between(rows, last, id)]) : toggled(ids, id));
  };
  const toggleAll = () => {
    setAll(false);
    setIds(rows.every(({ id }) => ids.has(id)) ? new Set() : new Set(rows.map(({ id }) => id)));
  };
  const chosen = isAll ? new Set(rows.map(({ id }) => id)) : ids;
  return {
    table: { chosen, label: ({ summaryString }) => summaryString, onToggle: toggle, onToggleAll: toggleAll },
    ids: [...ids],
    isAll,
    toggle,
    chooseAll: () => setAll(true),
    clear,
  };
}

function toggled(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

function between(rows: readonly JobRow[], one: number, other: number): number[] {
  const places = [one, other].map((id) => rows.findIndex((row) => row.id === id)).sort((a, b) => a - b);
  return rows.slice(places[0], (places[1] ?? 0) + 1).map(({ id }) => id);
}
