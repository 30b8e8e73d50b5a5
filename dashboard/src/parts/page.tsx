import { Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { text } from "../text/text.ts";
import styles from "./page.module.css";

interface PageProps {
  readonly title: string;
  /** Beside the title: a badge, a count. */
  readonly aside?: ReactNode;
  /** At the right: buttons. */
  readonly actions?: ReactNode;
  /** As high as the window: what is inside scrolls by itself. Default false. */
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}

/** What all pages look like: a title, which is also the window's, and what one can do. */
export function Page({ title, aside, actions, isFilling = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${text.product}`;
  }, [title]);
  return (
    <div className={`${styles.page} ${isFilling ? styles.filling : ""}`}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Title order={1} className={styles.words}>
            {title}
          </Title>
          {aside}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
