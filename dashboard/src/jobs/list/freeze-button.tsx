import { Button, Tooltip } from "@mantine/core";
import { Icon } from "../../parts/icon.tsx";
import { jobsText } from "../../text/jobs.ts";

interface FreezeButtonProps {
  /** How many changes are held back; null if none are to be. */
  readonly held: number | null;
  readonly onToggle: () => void;
}

export function FreezeButton({ held, onToggle }: FreezeButtonProps) {
  const isFrozen = held !== null;
  return (
    <Tooltip label={isFrozen ? jobsText.unfreezeMore(held) : jobsText.freezeMore}>
      <Button
        variant={isFrozen ? "light" : "default"}
        aria-pressed={isFrozen}
        leftSection={<Icon name="freeze" size={14} />}
        onClick={onToggle}
      >
        {isFrozen ? jobsText.unfreeze : jobsText.freeze}
        {isFrozen && held > 0 ? ` · ${jobsText.changes(held)}` : ""}
      </Button>
    </Tooltip>
  );
}
