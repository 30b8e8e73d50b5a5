import { badField } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";

/** Where a tour begins: on this hub, whatever the arguments say. @throws a 400 if they lead elsewhere. */
export function tourAddress(given: JsonObject | null): string {
  const { page = "/", tour } = given ?? {};
  // What begins with // or /\ is an address of another host to a browser.
  if (typeof page !== "string" || !/^\/(?![/\\])[!-~]*$/.test(page) || page.includes("\\")) {
    throw badField("arguments.page", "must be a path on this hub");
  }
  if (tour !== undefined && typeof tour !== "string") throw badField("arguments.tour", "must be text");
  const address = new URL(page, "http://hub");
  if (tour !== undefined) address.searchParams.set("tour", tour);
  return `${address.pathname}${address.search}${address.hash}`;
}
