/** Views of the list that one has saved, in this browser. */

import { useLocalStorage } from "@mantine/hooks";
import { type JobsSearch, readJobsSearch } from "../jobs.search.ts";

export interface SavedView extends JobsSearch {
  readonly name: string;
}

const KEY = "jobhub.jobs.views";

/** What another version, or a person, has put there is passed over. */
export function readViews(stored: string | undefined): SavedView[] {
  try {
    const views: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(views) ? views.flatMap(readView) : [];
  } catch {
    return [];
  }
}

function readView(view: unknown): SavedView[] {
  const { name, ...search } = (view ?? {}) as Record<string, unknown>;
  return typeof name === "string" && name !== "" ? [{ name, ...readJobsSearch(search) }] : [];
}

export function useSavedViews() {
  const [views, setViews] = useLocalStorage<readonly SavedView[]>({ key: KEY, defaultValue: [], deserialize: readViews });
  const others = (name: string) => views.filter((view) => view.name !== name);
  return {
    views,
    /** In place of one of that name. */
    save: (view: SavedView) => setViews([...others(view.name), view]),
    remove: (name: string) => setViews(others(name)),
  };
}
