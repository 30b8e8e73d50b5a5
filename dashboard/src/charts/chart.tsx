/**
 * Values over time: as columns that stand on each other, or as lines. Told three times: by colour, by a pattern or dash, and
 * in words above it, which say the values of the span that one points at, with the mouse or the arrow keys. And as a table.
 */

import { SegmentedControl } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { formatSpan } from "../format.ts";
import { DataTable } from "../parts/data-table.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { Icon } from "../parts/icon.tsx";
import { Section } from "../parts/section.tsx";
import { chartsText } from "../text/charts.ts";
import styles from "./chart.module.css";
import { HEIGHT, LEFT, Plot, RIGHT } from "./plot.tsx";
import type { ChartProps } from "./series.ts";
import { Swatch } from "./tones.tsx";

export function Chart(props: ChartProps) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const isEmpty = props.series.every(({ values }) => values.every((value) => !value));
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={chartsText.view(props.title)}
      value={view}
      onChange={setView}
      data={[
        { value: "chart", label: <Icon name="chart" size={13} label={chartsText.chart} className={styles.choice} /> },
        { value: "table", label: <Icon name="jobs" size={13} label={chartsText.table} className={styles.choice} /> },
      ]}
    />
  );
  return (
    <Section title={props.title} actions={isEmpty ? null : choice}>
      {isEmpty && <p className={styles.empty}>{props.empty}</p>}
      {!isEmpty && view === "chart" && <Figure {...props} />}
      {!isEmpty && view === "table" && <Numbers {...props} />}
    </Section>
  );
}

function Figure(props: ChartProps) {
  const { title, times, seconds, series, format } = props;
  const [chosen, setAt] = useState<number | null>(null);
  const { ref, width } = useElementSize();
  const patterns = useId();
  const at = chosen === null ? null : Math.min(chosen, times.length - 1);
  const point = (event: PointerEvent<HTMLElement>) => {
    const inside = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT;
    setAt(clamp(Math.floor((inside / (width - LEFT - RIGHT)) * times.length), times.length));
  };
  const step = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, at, times.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  const span = at === null ? (props.whole ?? chartsText.whole) : formatSpan(times[at] as string, seconds);
  const said = series.map(({ label, values, whole }) => `${label} ${sayValue(at === null ? whole : values[at], format)}`);
  return (
    <div className={styles.card}>
      <div className={styles.legend} aria-hidden>
        {series.map(({ id, label, tone, values, whole }) => (
          <span key={id} className={styles.item}>
            <Swatch tone={tone} kind={props.kind} />
            {label} <strong>{sayValue(at === null ? whole : values[at], format)}</strong>
          </span>
        ))}
        <span className={styles.span}>{span}</span>
      </div>
      <div
        ref={ref}
        className={styles.plot}
        style={{ height: HEIGHT }}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={times.length - 1}
        aria-valuenow={at ?? times.length - 1}
        aria-valuetext={`${span}: ${said.join(", ")}`}
        onPointerMove={point}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={step}
      >
        {width > 0 && <Plot {...props} at={at} width={width} patterns={patterns} />}
      </div>
    </div>
  );
}

function clamp(place: number, length: number): number {
  return Math.max(0, Math.min(length - 1, place));
}

/** Undefined for keys that do not move. */
function placeAfter(key: string, at: number | null, length: number): number | null | undefined {
  if (key === "Escape") return null;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  if (key === "ArrowLeft" || key === "ArrowDown") return clamp((at ?? length) - 1, length);
  if (key === "ArrowRight" || key === "ArrowUp") return clamp((at ?? -1) + 1, length);
  return undefined;
}

function sayValue(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? chartsText.none : format(value);
}

interface Line {
  readonly time: string;
  readonly values: readonly (number | null)[];
}

function Numbers({ title, times, seconds, series, format }: ChartProps) {
  const rows = times
    .map((time, index): Line => ({ time, values: series.map(({ values }) => values[index] ?? null) }))
    .filter(({ values }) => values.some((value) => value))
    .reverse();
  const columns: Column<Line>[] = [
    { id: "time", title: chartsText.time, cell: ({ time }) => formatSpan(time, seconds) },
    ...series.map(
      ({ id, label }, index): Column<Line> => ({
        id,
        title: label,
        align: "right",
        width: "7rem",
        cell: ({ values }) => sayValue(values[index], format),
      }),
    ),
  ];
  return (
    <div className={styles.numbers}>
      <DataTable label={title} columns={columns} rows={rows} keyOf={({ time }) => time} />
    </div>
  );
}
