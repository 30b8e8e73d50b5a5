import { Fragment, type ReactNode } from "react";
import styles from "./facts.module.css";

interface FactsProps {
  /** What there is to say, and what it is. Those without a value are left out. */
  readonly facts: readonly (readonly [label: string, value: ReactNode])[];
}

/** Short facts below each other. */
export function Facts({ facts }: FactsProps) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "");
  return (
    <dl className={styles.facts}>
      {known.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
