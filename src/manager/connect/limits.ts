/** How long connections to jobs' servers may take, and how many there may be. */

export interface ProxyLimits {
  /** How long connecting to a job's server may take. */
  readonly connectMs: number;
  /** How long nothing may move in either direction. */
  readonly idleMs: number;
}

export interface TunnelLimits {
  /** Most connections to one job through this manager. */
  readonly maxPerJob: number;
  /** How long requests under way may take at shutdown. */
  readonly graceMs: number;
}

export type ConnectLimits = ProxyLimits & TunnelLimits;

export const CONNECT_LIMITS: ConnectLimits = { connectMs: 10_000, idleMs: 300_000, graceMs: 2_000, maxPerJob: 500 };
