import type { Worker } from "../hub.ts";
import { Icon } from "../parts/icon.tsx";
import { workersText } from "../text/workers.ts";
import styles from "./workers.module.css";

const ICONS = { busy: "running", idle: "pause", gone: "offline" } as const;

export function WorkerState({ worker: { active, running } }: { readonly worker: Worker }) {
  const state = active ? (running ? "busy" : "idle") : "gone";
  return (
    <span className={`${styles.state} ${styles[state]}`} data-state={state}>
      <Icon name={ICONS[state]} size={13} />
      {workersText.states[state]}
    </span>
  );
}

/** How many of its slots are in use. */
export function Slots({ worker: { running, slots } }: { readonly worker: Worker }) {
  const share = slots ? Math.min(1, (running ?? 0) / slots) : 0;
  return (
    <span className={styles.slots}>
      <span className={styles.meter} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {workersText.ofSlots(running ?? 0, slots)}
    </span>
  );
}
