/** Numbers among the arguments. @throws {InvalidArgumentError} that says what would be right. */

import { InvalidArgumentError } from "commander";

export function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It should be a whole number, at least ${least}.`);
  };
}

export function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It should be a number of seconds above 0.");
}
