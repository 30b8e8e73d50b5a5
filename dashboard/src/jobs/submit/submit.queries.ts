import { queryOptions } from "@tanstack/react-query";
import type { JsonObject } from "../../../../src/core/json.ts";
import { hub } from "../../hub.ts";

/** The methods that workers run now. */
export function methodsQuery(project: number) {
  return queryOptions({
    queryKey: ["projects", project, "methods"],
    queryFn: ({ signal }) => hub.projects.projectsMethodsList({ project }, { signal }),
  });
}

const LOOKED_AT = 30;
const SHOWN = 5;

/** Params that the newest jobs of the method had, each once. */
export function recentParamsQuery(project: number, method: string) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", "recent", method],
    queryFn: ({ signal }) => hub.projects.projectsJobsList({ project, method, limit: LOOKED_AT, cursor: "newest" }, { signal }),
    enabled: method !== "",
    select: ({ results }): readonly JsonObject[] => {
      const different = new Map(results.map(({ params }) => [JSON.stringify(params), params as JsonObject]));
      return [...different.values()].slice(0, SHOWN);
    },
  });
}
