import { queryOptions } from "@tanstack/react-query";
import type { JsonObject } from "../../../../src/core/json.ts";
import { hub } from "../../hub.ts";

/** Workers come and go, and tell what a method takes a while after they came. */
const METHODS_MS = 10_000;

/** The methods that workers run now. */
export function methodsQuery(project: number) {
  return queryOptions({
    queryKey: ["projects", project, "methods"],
    queryFn: ({ signal }) => hub.projects.projectsMethodsList({ project }, { signal }),
    refetchInterval: METHODS_MS,
  });
}

const LOOKED_AT = 30;
const SHOWN = 5;

export function recentParamsKey(project: number) {
  return ["projects", project, "jobs", "recent"] as const;
}

/** Params that the newest jobs of the method had, each once. */
export function recentParamsQuery(project: number, method: string) {
  return queryOptions({
    queryKey: [...recentParamsKey(project), method],
    queryFn: ({ signal }) => hub.projects.projectsJobsList({ project, method, limit: LOOKED_AT, cursor: "newest" }, { signal }),
    enabled: method !== "",
    select: ({ results }): readonly JsonObject[] => {
      const different = new Map(results.map(({ params }) => [JSON.stringify(params), params as JsonObject]));
      return [...different.values()].slice(0, SHOWN);
    },
  });
}
