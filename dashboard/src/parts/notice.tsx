import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import styles from "./notice.module.css";

const ICONS = { well: "finished", warning: "warning", error: "failed" } as const;

interface NoticeProps {
  readonly tone: keyof typeof ICONS;
  /** What the shape and colour say, to those who do not see them. */
  readonly toneLabel: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** How something is, and what to do about it. */
export function Notice({ tone, toneLabel, title, children }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} data-tone={tone}>
      <Icon name={ICONS[tone]} label={toneLabel} className={styles.icon} />
      <div>
        <strong>{title}</strong>
        <div>{children}</div>
      </div>
    </div>
  );
}
