/** A worker is active until this many heartbeats are missing. */
export const MISSED_HEARTBEATS = 5;

/** Seconds between heartbeats, of a worker that does not say. Celery's default is 2. */
const USUAL_FREQ = 2;

/** Condition on `workers`. @param now SQL of the present time. */
export function ACTIVE_WORKER(now: string): string {
  return `workers.finished IS NULL AND workers.updated > ${now}::timestamptz - ${MISSED_HEARTBEATS} * coalesce(workers.freq, ${USUAL_FREQ}) * interval '1 second'`;
}
