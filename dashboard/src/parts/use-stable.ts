import { useCallback, useInsertionEffect, useRef } from "react";

/** A function that stays the same one, and does what the last one given does: for what is rendered only when it changes. */
export function useStable<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(run);
  useInsertionEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
