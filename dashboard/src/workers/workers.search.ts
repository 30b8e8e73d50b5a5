/** What of the list of workers is in its address. */
export interface WorkersSearch {
  /** Default those that are alive. */
  readonly state?: "gone";
}

export function readWorkersSearch({ state }: Record<string, unknown>): WorkersSearch {
  return state === "gone" ? { state } : {};
}
