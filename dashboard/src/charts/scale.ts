/** Round numbers for axes. */

const STEPS = [1, 2, 2.5, 5, 10];

/** Marks from 0 up to the first that is not below `most`: round numbers, about as many as asked for. */
export function ticksUpTo(most: number, about = 4, isWhole = false): number[] {
  if (!(most > 0)) return [0, 1];
  const step = roundStep(most / about, isWhole);
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

function roundStep(least: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = STEPS.find((step) => step * power >= least * (1 - 1e-9)) ?? 10;
  const step = factor * power;
  return isWhole ? Math.max(1, Math.ceil(step)) : step;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
];

/** Places of the spans with which a round time of the day begins, at most as many as asked for. */
export function roundTimes(times: readonly Date[], seconds: number, most: number): number[] {
  const step = TIME_STEPS.find((each) => each >= seconds && (times.length * seconds) / each <= most) ?? DAY;
  const slots = times.map((time) => Math.floor((time.getDate() * DAY + secondOfDay(time)) / step));
  const isRound = (time: Date, index: number) =>
    index === 0 ? secondOfDay(time) % step < seconds : slots[index] !== slots[index - 1];
  return times.flatMap((time, index) => (isRound(time, index) ? [index] : []));
}

function secondOfDay(time: Date): number {
  return time.getHours() * HOUR + time.getMinutes() * MINUTE + time.getSeconds();
}

export type Point = readonly [x: number, y: number];

/** A line through the points, that breaks where there is none. */
export function linePath(points: readonly (Point | null)[]): string {
  const step = (point: Point, index: number) => `${points[index - 1] ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
  return points.map((point, index) => (point ? step(point, index) : "")).join("");
}

/** Those that no line goes through. */
export function lonePoints(points: readonly (Point | null)[]): Point[] {
  return points.filter((point, index): point is Point => point !== null && !points[index - 1] && !points[index + 1]);
}
