/** What one can jump to, by what is typed. */

import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Status } from "../../../src/core/status.ts";
import { HUB_ACCOUNT } from "../accounts/accounts.queries.ts";
import { partOf } from "../jobs/jobs.filter.ts";
import type { IconName } from "../parts/icon.tsx";
import { projectsQuery } from "../projects/projects.queries.ts";
import { mayOnProject, useMe } from "../session/session.ts";
import { useCurrentProject, useEntries } from "../shell/sidebar.tsx";
import { useSignOut } from "../shell/use-sign-out.ts";
import { jumpText } from "../text/jump.ts";
import { foundJobsQuery, queueNamesQuery, workerNamesQuery } from "./jump.queries.ts";

export interface JumpItem {
  readonly id: string;
  readonly label: string;
  /** Beside it, softer. */
  readonly more?: string;
  readonly icon: IconName;
  readonly status?: Status;
  readonly run: () => void;
}

export interface JumpGroup {
  readonly title: string;
  readonly items: readonly JumpItem[];
}

export interface JumpFound {
  readonly groups: readonly JumpGroup[];
  readonly isLooking: boolean;
}

const SEARCH_MS = 120;
const FEW = 5;
/** From so many letters on it is worth asking the hub. */
const WORTH_ASKING = 2;

export function useJumpItems(text: string, onHelp: () => void): JumpFound {
  const typed = text.trim();
  const [settled] = useDebouncedValue(typed, SEARCH_MS);
  const pages = usePages();
  const actions = useActions(onHelp);
  const jobs = useJobs(settled);
  const others = useOthers(settled);
  const groups = [
    { title: jumpText.groups.pages, items: matching(pages, typed) },
    { title: jumpText.groups.jobs, items: jobs.items },
    ...others,
    { title: jumpText.groups.actions, items: matching(actions, typed) },
  ];
  return { groups: groups.filter(({ items }) => items.length > 0), isLooking: jobs.isLooking || settled !== typed };
}

/** All words that were typed begin a word of the label. */
export function isMatch(label: string, typed: string): boolean {
  const words = wordsOf(label);
  return wordsOf(typed).every((part) => words.some((word) => word.startsWith(part)));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s/@._:-]+/)
    .filter(Boolean);
}

function matching(items: readonly JumpItem[], typed: string): JumpItem[] {
  return items.filter(({ label }) => isMatch(label, typed));
}

function usePages(): JumpItem[] {
  const navigate = useNavigate();
  return useEntries().flatMap(({ entries }) =>
    entries.map(({ label, icon, to, params }) => ({ id: `page ${to}`, label, icon, run: () => void navigate({ to, params }) })),
  );
}

const THEMES = ["light", "dark", "auto"] as const satisfies readonly MantineColorScheme[];

function useActions(onHelp: () => void): JumpItem[] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leaving = useSignOut();
  const { theme, help, apiDocs, signOut } = jumpText;
  const themes = THEMES.filter((name) => name !== colorScheme);
  return [
    ...themes.map(
      (name): JumpItem => ({ id: `theme ${name}`, label: theme[name], icon: name, run: () => setColorScheme(name) }),
    ),
    { id: "help", label: help, icon: "keyboard", run: onHelp },
    { id: "docs", label: apiDocs, icon: "terminal", run: () => window.location.assign("/api/docs/") },
    { id: "sign-out", label: signOut, icon: "sign-out", run: () => leaving.mutate() },
  ];
}

function useJobs(search: string): { readonly items: JumpItem[]; readonly isLooking: boolean } {
  const navigate = useNavigate();
  const project = useCurrentProject();
  const mayLook = project !== null && mayOnProject(project, "EDITOR") && search !== "";
  const { data = [], isFetching } = useQuery({ ...foundJobsQuery(project?.id ?? 0, search), enabled: mayLook });
  if (!mayLook) return { items: [], isLooking: false };
  const items = data.map(({ id, summaryString, status }): JumpItem => {
    const run = () => void navigate({ to: "/projects/$project/jobs/$job", params: { project: project.id, job: id } });
    return { id: `job ${id}`, label: summaryString, more: `#${id}`, icon: "jobs", status, run };
  });
  return { items, isLooking: isFetching };
}

/** Projects, workers and queues. */
function useOthers(search: string): JumpGroup[] {
  const navigate = useNavigate();
  const me = useMe();
  const project = useCurrentProject();
  const isWorth = search.length >= WORTH_ASKING;
  const account = me.isStaff ? HUB_ACCOUNT : String(project?.account ?? "");
  const ofAccount = { enabled: isWorth && account !== "", retry: false };
  const { data: projects } = useQuery({ ...projectsQuery(search, FEW), enabled: isWorth });
  const { data: workers = [] } = useQuery({ ...workerNamesQuery(account), ...ofAccount });
  const { data: queues = [] } = useQuery({ ...queueNamesQuery(account), ...ofAccount });
  if (!isWorth) return [];
  const toJobs = (filter: string) =>
    project && void navigate({ to: "/projects/$project/jobs", params: { project: project.id }, search: { q: filter } });
  const projectItems = (projects?.results ?? []).map(({ id, name, title }): JumpItem => {
    const run = () => void navigate({ to: "/projects/$project/jobs", params: { project: id } });
    return { id: `project ${id}`, label: title || name, ...(title && { more: name }), icon: "project", run };
  });
  const workerItems = workers.map(({ id, hostname }): JumpItem => {
    const run = () => void navigate({ to: "/accounts/$account/workers/$worker", params: { account, worker: id } });
    return { id: `worker ${id}`, label: hostname, icon: "workers", run };
  });
  const queueItems = queues.map(({ id, name }): JumpItem => {
    return { id: `queue ${id}`, label: name, icon: "queues", run: () => toJobs(partOf("queue", name)) };
  });
  const { groups } = jumpText;
  return [
    { title: groups.projects, items: projectItems },
    { title: groups.workers, items: matching(workerItems, search).slice(0, FEW) },
    { title: groups.queues, items: matching(queueItems, search).slice(0, FEW) },
  ];
}
