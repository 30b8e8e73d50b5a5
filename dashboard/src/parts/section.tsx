import { Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import styles from "./section.module.css";

interface SectionProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly more?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page, with a title of its own. */
export function Section({ title, more, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <header className={styles.head}>
        <div className={styles.words}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {more && <p className={styles.more}>{more}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
