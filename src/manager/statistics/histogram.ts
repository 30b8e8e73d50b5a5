/**
 * How long things took, as counts in buckets that can be added to each other: over minutes, methods and projects. Four buckets for each
 * doubling, from a millisecond up, so that a percentile is off by at most 9 %: it is told as the middle of the bucket that it is in,
 * and the ends of a bucket lie 2^(1/8) from there. What took less than a millisecond counts as one.
 */

const FIRST_SECONDS = 0.001;
const PER_DOUBLING = 4;
/** More than a year. */
const LAST_BUCKET = 140;

/** By bucket, how many. */
export type Histogram = Map<number, number>;

export interface Spread {
  readonly count: number;
  /** Seconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export function bucketOf(seconds: number): number {
  if (seconds < FIRST_SECONDS) return 0;
  return Math.min(1 + Math.floor(PER_DOUBLING * Math.log2(seconds / FIRST_SECONDS)), LAST_BUCKET);
}

/** Null of nothing. */
export function spreadOf(histogram: Histogram): Spread | null {
  const counts = [...histogram].sort(([a], [b]) => a - b);
  const count = counts.reduce((sum, [, jobs]) => sum + jobs, 0);
  if (count === 0) return null;
  const percentile = (share: number) => middleOf(bucketAt(counts, Math.ceil(count * share)));
  return { count, p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}

/** The bucket of the one that comes at this place, from 1, when all are in order. */
function bucketAt(counts: readonly (readonly [number, number])[], place: number): number {
  let passed = 0;
  for (const [bucket, jobs] of counts) {
    passed += jobs;
    if (passed >= place) return bucket;
  }
  return LAST_BUCKET;
}

/** Seconds, to three digits. */
function middleOf(bucket: number): number {
  if (bucket === 0) return FIRST_SECONDS;
  return Number((FIRST_SECONDS * 2 ** ((bucket - 0.5) / PER_DOUBLING)).toPrecision(3));
}
