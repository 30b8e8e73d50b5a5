/** Longest text that `convert` takes or gives back, in characters. More belongs into a file. */
export const MAX_TEXT = 1_000_000;
