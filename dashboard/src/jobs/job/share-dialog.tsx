import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { CopyButton } from "../../parts/copy-button.tsx";
import { jobText } from "../../text/job.ts";
import { text } from "../../text/text.ts";
import { useNewKey } from "./job.actions.ts";
import type { JobPlace } from "./job.queries.ts";

interface ShareDialogProps {
  readonly place: JobPlace;
  readonly jobKey: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const texts = jobText.share;

/** A link that opens this one job to whoever has it. */
export function ShareDialog({ place, jobKey, isOpen, onClose }: ShareDialogProps) {
  const renewing = useNewKey(place);
  const link = shareLink(place, jobKey);
  return (
    <Modal opened={isOpen} onClose={onClose} title={texts.title} closeButtonProps={{ "aria-label": text.close }}>
      <Stack gap="md">
        <Text>{texts.more}</Text>
        <TextInput
          label={texts.link}
          value={link}
          readOnly
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
          rightSection={<CopyButton value={link} label={texts.copy} />}
        />
        {renewing.isError && (
          <Alert color="red" role="alert">
            {renewing.error.message}
          </Alert>
        )}
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed" role="status">
            {renewing.isSuccess ? texts.renewed : texts.renewMore}
          </Text>
          <Button variant="default" loading={renewing.isPending} onClick={() => renewing.mutate()}>
            {texts.renew}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function shareLink({ project, job }: JobPlace, key: string): string {
  return `${window.location.origin}/shared/projects/${project}/jobs/${job}?key=${encodeURIComponent(key)}`;
}
