import { ActionIcon, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { accountQuery, HUB_ACCOUNT } from "../accounts/accounts.queries.ts";
import { Keys } from "../keys/help-sheet.tsx";
import { Icon } from "../parts/icon.tsx";
import { lastProject } from "../projects/last-project.ts";
import { projectQuery } from "../projects/projects.queries.ts";
import { useMe } from "../session/session.ts";
import { jumpText } from "../text/jump.ts";
import { shellText } from "../text/shell.ts";
import { LiveMark } from "./live-mark.tsx";
import { Logo } from "./logo.tsx";
import { NAVIGATION, type NavigationEntry, type NavigationGroup } from "./navigation.ts";
import { ProjectSwitch } from "./project-switch.tsx";
import styles from "./shell.module.css";
import { UserMenu } from "./user-menu.tsx";

interface SidebarProps {
  readonly onHelp: () => void;
  readonly onJump: () => void;
}

export function Sidebar({ onHelp, onJump }: SidebarProps) {
  const project = useCurrentProject();
  const groups = useEntries();
  return (
    <nav className={styles.sidebar} aria-label={shellText.navigation}>
      <div className={styles.brand}>
        <Logo />
      </div>
      <ProjectSwitch project={project} />
      <button type="button" className={styles.jump} onClick={onJump}>
        <Icon name="search" />
        {jumpText.open}
        <Keys keys="mod+k" />
      </button>
      {groups.map(({ title, entries }) => (
        <section key={title} className={styles.group} aria-label={title}>
          {entries.map(({ label, icon, to, params, isExact }) => (
            <Link
              key={to}
              to={to}
              params={params}
              activeOptions={{ exact: isExact }}
              className={styles.entry}
              activeProps={{ className: styles.active }}
            >
              <Icon name={icon} />
              {label}
            </Link>
          ))}
        </section>
      ))}
      <div className={styles.bottom}>
        <LiveMark />
        <Tooltip label={shellText.keys.title}>
          <ActionIcon className={styles.help} onClick={onHelp} aria-label={shellText.keys.title}>
            <Icon name="keyboard" />
          </ActionIcon>
        </Tooltip>
        <UserMenu />
      </div>
    </nav>
  );
}

interface ReadyEntry extends NavigationEntry {
  readonly params: { readonly project: number; readonly account: string };
  /** Whether only its own address is it, and none below. */
  readonly isExact: boolean;
}

/** What one may go to from here. */
export function useEntries(): (Omit<NavigationGroup, "entries"> & { readonly entries: readonly ReadyEntry[] })[] {
  const me = useMe();
  const project = useCurrentProject();
  const account = useCurrentAccount();
  const params = { project: project?.id ?? 0, account: account ?? "" };
  const isThere = { project: project !== null, account: account !== null, hub: true };
  return NAVIGATION.filter((group) => isThere[group.of])
    .map((group) => ({
      ...group,
      entries: group.entries
        .filter(({ may }) => !may || may({ me, project }))
        .map((entry) => ({ ...entry, params, isExact: !entry.to.includes("$") })),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** The one of the page; elsewhere, the last one. */
export function useCurrentProject() {
  const { project = lastProject() } = useParams({ strict: false });
  const { data } = useQuery({ ...projectQuery(Number(project)), enabled: project !== null });
  return data ?? null;
}

/** Whose workers and queues are meant: the account of the page; elsewhere for staff the hub's own, for others that of the project. */
function useCurrentAccount(): string | null {
  const me = useMe();
  const project = useCurrentProject();
  const { account } = useParams({ strict: false });
  const wanted = account ?? (me.isStaff ? HUB_ACCOUNT : project && String(project.account));
  const { data } = useQuery({ ...accountQuery(wanted ?? ""), enabled: wanted !== null });
  return data ? wanted : null;
}
