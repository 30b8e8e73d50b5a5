import { ActionIcon, Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Icon } from "../parts/icon.tsx";
import { useMe } from "../session/session.ts";
import { shellText } from "../text/shell.ts";
import styles from "./shell.module.css";
import { useSignOut } from "./use-sign-out.ts";

export function UserMenu() {
  const { username, firstName, lastName } = useMe();
  const name = [firstName, lastName].filter(Boolean).join(" ") || username;
  return (
    <Menu position="top-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon variant="light" color="accent" radius="xl" size="md" aria-label={`${shellText.you} ${username}`}>
          <span className={styles.initial}>{name.slice(0, 1).toUpperCase()}</span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {shellText.you} <strong className={styles.name}>{name}</strong>
        </Menu.Label>
        <ThemeChoice />
        <Menu.Divider />
        <Menu.Item component={Link} to="/users/me" leftSection={<Icon name="user" size={14} />}>
          {shellText.yourself}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs/" leftSection={<Icon name="terminal" size={14} />}>
          {shellText.apiDocs}
        </Menu.Item>
        <SignOut />
      </Menu.Dropdown>
    </Menu>
  );
}

function SignOut() {
  const leaving = useSignOut();
  return (
    <Menu.Item leftSection={<Icon name="sign-out" size={14} />} onClick={() => leaving.mutate()}>
      {shellText.signOut}
    </Menu.Item>
  );
}

const THEMES = ["light", "dark", "auto"] as const;

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.themes}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={shellText.theme.label}
        value={colorScheme}
        onChange={setColorScheme}
        data={THEMES.map((value) => ({ value, label: <Icon name={value} size={14} label={shellText.theme[value]} /> }))}
      />
    </div>
  );
}
