import { formatMark } from "../format.ts";
import styles from "./chart.module.css";
import { linePath, lonePoints, type Point, roundTimes, ticksUpTo } from "./scale.ts";
import type { ChartProps, Series } from "./series.ts";
import { fillOf, lookOf, Patterns } from "./tones.tsx";

export const HEIGHT = 176;
export const LEFT = 46;
export const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;
const PIXELS_A_LABEL = 96;
const HALF_LABEL = 26;

interface PlotProps extends ChartProps {
  /** The span that is pointed at. */
  readonly at: number | null;
  readonly width: number;
  /** What the patterns are called after. */
  readonly patterns: string;
}

/** Where things are, in pixels. */
interface Place {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly step: number;
  readonly width: number;
}

export function Plot(props: PlotProps) {
  const { kind, times, seconds, series, format, at, width, patterns } = props;
  const begins = times.map((time) => new Date(time));
  const ticks = ticksUpTo(mostOf(series, kind), 4, kind === "columns");
  const place = placeFor(width, times.length, ticks.at(-1) ?? 1);
  return (
    <svg width={width} height={HEIGHT} aria-hidden className={styles.svg}>
      <Patterns id={patterns} tones={series.map(({ tone }) => tone)} />
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${place.y(tick)})`}>
          <path d={`M${LEFT} 0H${width - RIGHT}`} className={styles.grid} />
          <text x={LEFT - 6} dy="0.32em" textAnchor="end">
            {tick === 0 ? 0 : format(tick)}
          </text>
        </g>
      ))}
      {roundTimes(begins, seconds, Math.max(2, Math.floor(width / PIXELS_A_LABEL))).map((index) => (
        <text key={index} x={Math.max(LEFT, Math.min(width - HALF_LABEL, place.x(index)))} y={HEIGHT - 5} textAnchor="middle">
          {formatMark(times[index] as string, seconds)}
        </text>
      ))}
      {at !== null && (
        <rect x={place.x(at)} y={TOP} width={place.step} height={HEIGHT - TOP - BOTTOM} className={styles.pointed} />
      )}
      {kind === "columns" ? (
        <Columns series={series} place={place} patterns={patterns} />
      ) : (
        <Lines series={series} place={place} at={at} />
      )}
    </svg>
  );
}

function placeFor(width: number, count: number, most: number): Place {
  const step = (width - LEFT - RIGHT) / count;
  return {
    x: (index) => LEFT + index * step,
    y: (value) => TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM),
    step,
    width,
  };
}

function mostOf(series: readonly Series[], kind: ChartProps["kind"]): number {
  const spans = series[0]?.values.map((_, index) => series.map(({ values }) => values[index] ?? 0)) ?? [];
  const heights = spans.map((values) =>
    kind === "columns" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values),
  );
  return Math.max(0, ...heights);
}

interface MarksProps {
  readonly series: readonly Series[];
  readonly place: Place;
}

function Columns({ series, place, patterns }: MarksProps & { readonly patterns: string }) {
  const gap = Math.min(2, place.step * 0.2);
  const below = new Map<number, number>();
  return series.map(({ id, tone, values }) => (
    <g key={id} fill={fillOf(tone, patterns)} data-series={id}>
      {values.map((value, index) => {
        if (!value) return null;
        const from = below.get(index) ?? 0;
        below.set(index, from + value);
        const top = place.y(from + value);
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place.
        return <rect key={index} x={place.x(index) + gap / 2} y={top} width={place.step - gap} height={place.y(from) - top} />;
      })}
    </g>
  ));
}

function Lines({ series, place, at }: MarksProps & { readonly at: number | null }) {
  const middle = (index: number) => place.x(index) + place.step / 2;
  return series.map(({ id, tone, values }) => {
    const { colour, dash } = lookOf(tone);
    const value = at === null ? null : values[at];
    const points = values.map((each, index): Point | null => (each === null ? null : [middle(index), place.y(each)]));
    return (
      <g key={id} stroke={colour} fill="none" data-series={id}>
        <path d={linePath(points)} strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" strokeDasharray={dash} />
        {lonePoints(points).map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r={1.5} fill={colour} />
        ))}
        {at !== null && typeof value === "number" && <circle cx={middle(at)} cy={place.y(value)} r={3} fill={colour} />}
      </g>
    );
  });
}
