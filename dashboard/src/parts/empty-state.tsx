import { Center, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly more?: ReactNode;
  /** What one can do about it: a button or a link. */
  readonly action?: ReactNode;
  /** Within a page that has more. Default false. */
  readonly isSmall?: boolean;
}

/** In place of what is not there. */
export function EmptyState({ icon, title, more, action, isSmall = false }: EmptyStateProps) {
  return (
    <Center mih={isSmall ? "7rem" : "16rem"} p={isSmall ? "xs" : "md"}>
      <Stack align="center" gap="xs" maw="26rem" ta="center">
        <span className="soft">
          <Icon name={icon} size={28} />
        </span>
        <Text fw={600}>{title}</Text>
        {more && <Text c="dimmed">{more}</Text>}
        {action}
      </Stack>
    </Center>
  );
}
