import { badField } from "../../core/errors.ts";

/** Where a path takes an id or a name, a name of digits could not be told from an id. @throws a 400 */
export function refuseNumber(name: string): void {
  if (/^\d+$/.test(name)) throw badField("name", "must not be a number");
}
