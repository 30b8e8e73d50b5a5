export interface BackoffOptions {
  /** Delay before the second try, in milliseconds. Default 100. */
  readonly firstMs?: number;
  /** Longest delay, in milliseconds. Default 10,000. */
  readonly mostMs?: number;
  /** Random numbers from 0 to 1, for tests. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Milliseconds to wait before try number `tries` + 1: doubling, and between half and the whole of that at random, so that
 * many who failed at once do not come back at once.
 */
export function backoffMs(
  tries: number,
  { firstMs = 100, mostMs = 10_000, random = Math.random }: BackoffOptions = {},
): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(tries - 1, 30));
  return Math.round(whole * (0.5 + random() / 2));
}
