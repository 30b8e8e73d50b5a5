import type { Job } from "../../hub.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Pre } from "../../parts/pre.tsx";
import { Section } from "../../parts/section.tsx";
import { jobText } from "../../text/job.ts";
import { commandsFor } from "./commands.ts";
import styles from "./job.module.css";

const NAMES = ["run", "follow", "curl", "read"] as const;
const texts = jobText.commands;

export function CommandsSection({ job, project }: { readonly job: Job; readonly project: number }) {
  const commands = commandsFor(job, project, window.location.origin);
  return (
    <Section title={texts.title} more={texts.token}>
      <dl className={styles.commands}>
        {NAMES.map((name) => (
          <div key={name} className={styles.command}>
            <dt>
              {texts[name]}
              <CopyButton value={commands[name]} label={texts.copy(texts[name])} />
            </dt>
            <dd>
              <Pre>{commands[name]}</Pre>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
