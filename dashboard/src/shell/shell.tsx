/** The frame around all pages behind the sign-in. */

import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { Jump } from "../jump/jump.tsx";
import { HelpSheet } from "../keys/help-sheet.tsx";
import { shortcuts, useShortcuts } from "../keys/shortcuts.ts";
import { Icon } from "../parts/icon.tsx";
import { jumpText } from "../text/jump.ts";
import { shellText } from "../text/shell.ts";
import { LiveMark } from "./live-mark.tsx";
import { Logo } from "./logo.tsx";
import styles from "./shell.module.css";
import { Sidebar, useEntries } from "./sidebar.tsx";

export function Shell() {
  const [isHelpOpen, help] = useDisclosure(false);
  const [isMenuOpen, menu] = useDisclosure(false);
  const [isJumpOpen, jump] = useDisclosure(false);
  useKeyboard(help.toggle, jump.toggle);
  useCloseOnWay(menu.close);
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {shellText.skip}
      </a>
      <header className={styles.top}>
        <ActionIcon size="lg" onClick={menu.open} aria-label={shellText.openMenu}>
          <Icon name="menu" size={20} />
        </ActionIcon>
        <Logo />
        <LiveMark />
        <ActionIcon size="lg" onClick={jump.open} aria-label={jumpText.open}>
          <Icon name="search" size={18} />
        </ActionIcon>
      </header>
      <div className={styles.side}>
        <Sidebar onHelp={help.open} onJump={jump.open} />
      </div>
      <Drawer
        opened={isMenuOpen}
        onClose={menu.close}
        size="17rem"
        padding={0}
        withCloseButton={false}
        attributes={{ content: { "aria-label": shellText.navigation } }}
      >
        <div className={styles.drawer}>
          <Sidebar onHelp={help.open} onJump={jump.open} />
        </div>
      </Drawer>
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
      <Jump isOpen={isJumpOpen} onClose={jump.close} onHelp={help.open} />
      <HelpSheet isOpen={isHelpOpen} onClose={help.close} />
    </div>
  );
}

function useKeyboard(toggleHelp: () => void, toggleJump: () => void): void {
  const navigate = useNavigate();
  const entries = useEntries().flatMap((group) => group.entries);
  useEffect(() => {
    window.addEventListener("keydown", shortcuts.onKeyDown);
    return () => window.removeEventListener("keydown", shortcuts.onKeyDown);
  }, []);
  useShortcuts(shellText.keys.everywhere, [
    { keys: "mod+k", does: jumpText.title, run: toggleJump, inFields: true },
    { keys: "?", does: shellText.keys.help, run: toggleHelp },
  ]);
  useShortcuts(
    shellText.keys.go,
    entries.flatMap(({ key, label, to, params }) =>
      key ? [{ keys: `g ${key}`, does: label, run: () => void navigate({ to, params }) }] : [],
    ),
  );
}

/** The drawer of a phone goes away once one has gone where one wanted. */
function useCloseOnWay(close: () => void): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the path changes, and only then.
  useEffect(close, [path]);
}
