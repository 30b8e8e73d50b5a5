/** A status told three times: by colour, by shape, and in words. */

import { type Category, STATUSES, type Status } from "../../../src/core/status.ts";
import { text } from "../text/text.ts";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./status-badge.module.css";

const ICONS: Record<Category, IconName> = {
  Pending: "pending",
  Running: "running",
  Finished: "finished",
  Cancelled: "cancelled",
  Failed: "failed",
};

interface StatusBadgeProps {
  readonly status: Status | null;
  /** On phones, the words for those only who do not see the shape. Default false. */
  readonly isShort?: boolean;
}

export function StatusBadge({ status, isShort = false }: StatusBadgeProps) {
  const known = status ?? "PENDING";
  const { category } = STATUSES[known];
  return (
    <span className={`${styles.badge} ${styles[category]} ${isShort ? styles.short : ""}`} data-status={known}>
      <CategoryIcon category={category} />
      <span className={styles.words}>{text.status[known]}</span>
    </span>
  );
}

/** The shape and colour of a category, for charts' legends, counts and the like. */
export function CategoryIcon({ category, size = 13 }: { readonly category: Category; readonly size?: number }) {
  const turning = category === "Running" ? styles.turning : "";
  return <Icon name={ICONS[category]} size={size} className={`${styles.icon} ${styles[category]} ${turning}`} />;
}
