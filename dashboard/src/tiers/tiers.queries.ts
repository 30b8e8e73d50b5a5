import { queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

/** Only for staff, as all of these. */
export const tiersQuery = pagesQuery(["tiers", "list"], (page, signal) => hub.tiers.tiersList(page, { signal }));

const MOST_CHOICES = 100;

/** The first of them, to choose from. */
export const tierChoicesQuery = queryOptions({
  queryKey: ["tiers", "choices"],
  queryFn: ({ signal }) => hub.tiers.tiersList({ limit: MOST_CHOICES }, { signal }),
});
