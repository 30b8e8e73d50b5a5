import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { text } from "../text/text.ts";
import { Icon } from "./icon.tsx";

interface CopyButtonProps {
  /** A function is asked when it is pressed: for what is costly to make. */
  readonly value: string | (() => string);
  /** What is copied. Default just "Copy". */
  readonly label?: string;
}

export function CopyButton({ value, label = text.copy }: CopyButtonProps) {
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const says = copied ? text.copied : label;
  return (
    <Tooltip label={says}>
      <ActionIcon size="sm" aria-label={says} onClick={() => copy(typeof value === "function" ? value() : value)}>
        <Icon name={copied ? "check" : "copy"} size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
