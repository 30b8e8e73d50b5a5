import { Tooltip } from "@mantine/core";
import { live, useLiveState } from "../live/live.ts";
import { Icon } from "../parts/icon.tsx";
import { shellText } from "../text/shell.ts";
import styles from "./shell.module.css";

/** Whether changes are heard as they happen. */
export function LiveMark() {
  const state = useLiveState();
  if (live.project === null) return null;
  return (
    <Tooltip label={shellText.live.more[state]} multiline maw={240}>
      <span className={`${styles.live} ${styles[state]}`} role="status" data-live={state}>
        {state === "stale" ? <Icon name="offline" size={13} /> : <span className={styles.dot} aria-hidden />}
        {shellText.live[state]}
      </span>
    </Tooltip>
  );
}
