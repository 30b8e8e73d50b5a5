import { badField } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";

const HUB = "http://hub";

/** Where a tour begins: on this hub, whatever the arguments say. @throws a 400 if they lead elsewhere. */
export function tourAddress(given: JsonObject | null): string {
  const { page = "/", tour } = given ?? {};
  const isPath = typeof page === "string" && /^\/[!-~]*$/.test(page) && !page.includes("\\") && URL.canParse(page, HUB);
  const address = isPath ? new URL(page, HUB) : null;
  // What begins with // is an address of another host to a browser; `/.//` comes to that.
  if (address?.origin !== HUB || address.pathname.startsWith("//"))
    throw badField("arguments.page", "must be a path on this hub");
  if (tour !== undefined && typeof tour !== "string") throw badField("arguments.tour", "must be text");
  if (tour !== undefined) address.searchParams.set("tour", tour);
  return `${address.pathname}${address.search}${address.hash}`;
}
