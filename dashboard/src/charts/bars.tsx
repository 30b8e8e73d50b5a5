import { Link, type LinkProps } from "@tanstack/react-router";
import type { CSSProperties, ReactNode } from "react";
import { Section } from "../parts/section.tsx";
import styles from "./chart.module.css";

export interface Bar {
  readonly id: string;
  readonly name: ReactNode;
  readonly value: number;
  /** The value in words, and what else there is to say. */
  readonly says: ReactNode;
  /** Where it leads to. */
  readonly link?: Pick<LinkProps, "to" | "params" | "search">;
}

interface BarsProps {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly tone?: "failed";
  readonly empty: string;
}

/** Things side by side: each with its name and value, and as long as its share of the longest. */
export function Bars({ title, bars, tone, empty }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <Section title={title}>
      {bars.length === 0 ? (
        <p className={styles.empty}>{empty}</p>
      ) : (
        <ul className={styles.bars}>
          {bars.map((bar) => (
            <li key={bar.id}>
              <Row bar={bar} share={bar.value / most} className={`${styles.bar} ${tone ? styles[tone] : ""}`} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface RowProps {
  readonly bar: Bar;
  readonly share: number;
  readonly className: string;
}

function Row({ bar: { name, says, link }, share, className }: RowProps) {
  const style = { "--share": share } as CSSProperties;
  const inside = (
    <>
      <span className={`${styles.name} cut`}>{name}</span>
      <span>{says}</span>
    </>
  );
  return link ? (
    <Link {...link} className={className} style={style}>
      {inside}
    </Link>
  ) : (
    <div className={className} style={style}>
      {inside}
    </div>
  );
}
