/** One thing that the doctor looked at. */
export interface Finding {
  readonly name: string;
  readonly isGood: boolean;
  /** What was found, in a few words. */
  readonly found: string;
  /** What to do, where it is not good. */
  readonly advice: string | null;
}

export function good(name: string, found: string): Finding {
  return { name, isGood: true, found, advice: null };
}

export function bad(name: string, found: string, advice: string): Finding {
  return { name, isGood: false, found, advice };
}
