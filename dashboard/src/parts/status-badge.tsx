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

export function StatusBadge({ status }: { readonly status: Status | null }) {
  const known = status ?? "PENDING";
  const { category } = STATUSES[known];
  return (
    <span className={`${styles.badge} ${styles[category]}`} data-status={known}>
      <CategoryIcon category={category} />
      {text.status[known]}
    </span>
  );
}

/** The shape and colour of a category, for charts' legends, counts and the like. */
export function CategoryIcon({ category, size = 13 }: { readonly category: Category; readonly size?: number }) {
  const turning = category === "Running" ? styles.turning : "";
  return <Icon name={ICONS[category]} size={size} className={`${styles.icon} ${styles[category]} ${turning}`} />;
}
