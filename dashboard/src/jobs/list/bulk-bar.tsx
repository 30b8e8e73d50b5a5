import { Button, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { JobsFilter, Project } from "../../hub.ts";
import { ConfirmAction } from "../../parts/confirm-action.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon, type IconName } from "../../parts/icon.tsx";
import { mayOnProject, type ProjectRole } from "../../session/session.ts";
import { jobsText } from "../../text/jobs.ts";
import { type BulkAction, type BulkProgress, countChosen, runOnChosen } from "../jobs.actions.ts";
import styles from "./jobs.module.css";
import type { JobSelection } from "./use-selection.ts";

interface BulkBarProps {
  readonly project: Project;
  readonly selection: JobSelection;
  /** What "all that match" means. */
  readonly filter: JobsFilter;
  /** How many match, in words; null if all of them are chosen one by one. */
  readonly matching: string | null;
}

const ACTIONS: readonly { readonly action: BulkAction; readonly icon: IconName; readonly role: ProjectRole }[] = [
  { action: "cancel", icon: "cancel", role: "EDITOR" },
  { action: "retry", icon: "again", role: "EDITOR" },
  { action: "delete", icon: "delete", role: "MANAGER" },
];

/** What one can do with the jobs that are chosen. */
export function BulkBar({ project, selection, filter, matching }: BulkBarProps) {
  const [action, setAction] = useState<BulkAction | null>(null);
  const { ids, isAll } = selection;
  if (ids.length === 0 && !isAll) return null;
  return (
    <div className={styles.bulk} role="toolbar" aria-label={jobsText.chosen.toolbar}>
      <strong>{isAll ? jobsText.chosen.allChosen(matching ?? "") : jobsText.chosen.count(ids.length)}</strong>
      {!isAll && matching !== null && (
        <button type="button" className={styles.link} onClick={selection.chooseAll}>
          {jobsText.chosen.all(matching)}
        </button>
      )}
      <button type="button" className={styles.link} onClick={selection.clear}>
        {jobsText.chosen.clear}
      </button>
      <div className={styles.right}>
        {ACTIONS.filter(({ role }) => mayOnProject(project, role)).map(({ action: name, icon }) => (
          <Button key={name} variant="default" leftSection={<Icon name={icon} size={14} />} onClick={() => setAction(name)}>
            {jobsText.actions[name]}
          </Button>
        ))}
      </div>
      {action && (
        <ConfirmBulk
          project={project.id}
          action={action}
          chosen={isAll ? { filter } : { ids }}
          onClose={() => setAction(null)}
          onDone={selection.clear}
        />
      )}
    </div>
  );
}

interface ConfirmBulkProps {
  readonly project: number;
  readonly action: BulkAction;
  readonly chosen: { readonly ids: readonly number[] } | { readonly filter: JobsFilter };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says how many it is about, asks, and shows how far it is. Closing it stops it after the batch under way. */
function ConfirmBulk({ project, action, chosen, onClose, onDone }: ConfirmBulkProps) {
  const words = jobsText.confirm[action];
  const queries = useQueryClient();
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const counted = useCount(project, action, chosen);
  const stop = useStop();
  const run = async () => {
    const { cursor = null } = counted.data ?? {};
    try {
      const result = await runOnChosen({ project, action, chosen, cursor, onProgress: setProgress, signal: stop.signal });
      tellDone(action, result);
      onDone();
    } finally {
      setProgress(null);
      await queries.invalidateQueries({ queryKey: ["projects", project, "jobs"] });
    }
  };
  const { count = 0, isExact = true } = counted.data ?? {};
  const n = jobsText.confirm.jobs(count, isExact);
  return (
    <ConfirmAction
      isOpen
      onClose={onClose}
      title={counted.data ? words.title(n) : jobsText.actions[action]}
      action={words.action(n)}
      isDangerous={action !== "retry"}
      isReady={count > 0}
      run={run}
    >
      <Stack gap="xs">
        {counted.isPending && <Text c="dimmed">{jobsText.confirm.counting}</Text>}
        {counted.isError && <Failure error={counted.error} retry={() => void counted.refetch()} />}
        {counted.data && <Text>{count === 0 ? jobsText.confirm.none : words.more}</Text>}
        {progress && <HowFar progress={progress} of={count} />}
      </Stack>
    </ConfirmAction>
  );
}

/** Counted once, when it is asked: what is made afterwards is not meant. */
function useCount(project: number, action: BulkAction, chosen: ConfirmBulkProps["chosen"]) {
  const [asked] = useState(chosen);
  return useQuery({
    queryKey: ["projects", project, "count of", action, asked],
    queryFn: async () => {
      if ("ids" in asked) return { count: asked.ids.length, isExact: true, cursor: null };
      const { count, isCountExact, cursor } = await countChosen(project, action, asked);
      return { count, isExact: isCountExact, cursor };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function useStop(): AbortController {
  const stop = useRef(new AbortController());
  useEffect(() => {
    // Twice in development: React tries whether it can be undone.
    const current = stop.current.signal.aborted ? new AbortController() : stop.current;
    stop.current = current;
    return () => current.abort();
  }, []);
  return stop.current;
}

function HowFar({ progress: { done, skipped }, of }: { readonly progress: BulkProgress; readonly of: number }) {
  const so = done + skipped;
  return (
    <Stack gap={4} role="status">
      <Progress value={(100 * so) / Math.max(1, so, of)} aria-label={jobsText.columns.progress} />
      <Text size="xs" c="dimmed">
        {jobsText.confirm.progress(so, of)}
      </Text>
    </Stack>
  );
}

function tellDone(action: BulkAction, { done, skipped }: BulkProgress): void {
  notifications.show({
    title: jobsText.done[action](done),
    message: skipped > 0 ? jobsText.done.skipped(skipped) : "",
    color: "accent",
  });
}
