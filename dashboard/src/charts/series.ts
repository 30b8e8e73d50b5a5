/** What a chart is of. */

import type { Tone } from "./tones.tsx";

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly tone: Tone;
  /** One for each span; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Of all spans. */
  readonly whole: number | null;
}

export interface ChartProps {
  readonly title: string;
  readonly kind: "columns" | "lines";
  /** When each span begins. */
  readonly times: readonly string[];
  /** How long a span is. */
  readonly seconds: number;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** What the values of the whole are of, while no span is pointed at. Default all of it. */
  readonly whole?: string;
  /** In place of it, while there is nothing to show. */
  readonly empty: string;
}
