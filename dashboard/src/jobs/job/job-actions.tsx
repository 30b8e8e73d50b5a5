/** What one can do with a job, where one may. */

import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Job } from "../../hub.ts";
import { useShortcuts } from "../../keys/shortcuts.ts";
import { ConfirmAction } from "../../parts/confirm-action.tsx";
import { Icon } from "../../parts/icon.tsx";
import { jobText } from "../../text/job.ts";
import { cancelJob, deleteJob, retryJob } from "./job.actions.ts";
import type { JobPlace } from "./job.queries.ts";
import { ShareDialog } from "./share-dialog.tsx";

const texts = jobText.actions;

/** @param mayChange whether one has a role on its project, and not its key alone. */
export function JobActions({
  job,
  place,
  mayChange,
}: {
  readonly job: Job;
  readonly place: JobPlace;
  readonly mayChange: boolean;
}) {
  return (
    <Group gap="xs">
      <OpenServed job={job} />
      {job.isActive && <CancelButton place={place} />}
      {mayChange && <Again job={job} place={place} />}
      {mayChange && <MoreActions job={job} place={place} />}
    </Group>
  );
}

/** The job's own server, by the way through the hub. */
function OpenServed({ job: { urls } }: { readonly job: Job }) {
  const address = servedAddress(urls);
  if (address === null) return null;
  return (
    <Button
      component="a"
      href={address}
      target="_blank"
      rel="noreferrer"
      title={texts.openMore}
      leftSection={<Icon name="open" size={14} />}
    >
      {texts.open}
    </Button>
  );
}

/** Only HTTP can be looked at. */
export function servedAddress(urls: unknown): string | null {
  if (typeof urls !== "object" || urls === null) return null;
  const { http, https } = urls as Record<string, unknown>;
  const address = https ?? http;
  return typeof address === "string" && /^https?:/.test(address) ? address : null;
}

function CancelButton({ place }: { readonly place: JobPlace }) {
  const [isAsking, setAsking] = useState(false);
  useShortcuts(jobText.keys.title, [{ keys: "x", does: jobText.keys.cancel, run: () => setAsking(true) }]);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="cancel" size={14} />} onClick={() => setAsking(true)}>
        {texts.cancel}
      </Button>
      <ConfirmAction
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.cancelTitle}
        action={texts.cancelAct}
        isDangerous
        run={() => cancelJob(place)}
      >
        {texts.cancelMore}
      </ConfirmAction>
    </>
  );
}

function Again({ job, place }: { readonly job: Job; readonly place: JobPlace }) {
  const navigate = useNavigate();
  const running = useMutation({
    mutationFn: () => retryJob(place),
    onSuccess: ({ id }) => {
      notifications.show({ message: texts.started(id) });
      void navigate({ to: "/projects/$project/jobs/$job", params: { project: place.project, job: id } });
    },
    onError: ({ message }) => notifications.show({ title: texts.failed, message, color: "red" }),
  });
  const change = () =>
    void navigate({ to: "/projects/$project/submit", params: { project: place.project }, search: { from: job.id } });
  const mayRun = !job.isActive && !running.isPending;
  useShortcuts(jobText.keys.title, [
    ...(mayRun ? [{ keys: "r", does: jobText.keys.again, run: () => running.mutate() }] : []),
    { keys: "e", does: jobText.keys.change, run: change },
  ]);
  return (
    <>
      {!job.isActive && (
        <Button leftSection={<Icon name="again" size={14} />} loading={running.isPending} onClick={() => running.mutate()}>
          {texts.again}
        </Button>
      )}
      <Button variant="default" leftSection={<Icon name="edit" size={14} />} onClick={change}>
        {texts.change}
      </Button>
    </>
  );
}

function MoreActions({ job, place }: { readonly job: Job; readonly place: JobPlace }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState<"share" | "delete" | null>(null);
  const close = () => setOpen(null);
  const remove = async () => {
    await deleteJob(place);
    await navigate({ to: "/projects/$project/jobs", params: { project: place.project } });
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size="1.875rem" aria-label={texts.more}>
            <Icon name="more" size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="link" size={14} />} onClick={() => setOpen("share")}>
            {texts.share}
          </Menu.Item>
          {!job.isActive && (
            <Menu.Item leftSection={<Icon name="delete" size={14} />} color="red" onClick={() => setOpen("delete")}>
              {texts.delete}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ShareDialog place={place} jobKey={job.key} isOpen={open === "share"} onClose={close} />
      <ConfirmAction
        isOpen={open === "delete"}
        onClose={close}
        title={texts.deleteTitle}
        action={texts.deleteAct}
        isDangerous
        run={remove}
      >
        {texts.deleteMore}
      </ConfirmAction>
    </>
  );
}
