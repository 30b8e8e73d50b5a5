import { CATEGORIES } from "../../../../src/core/status.ts";
import { CategoryIcon } from "../../parts/status-badge.tsx";
import { jobsText } from "../../text/jobs.ts";
import { text as texts } from "../../text/text.ts";
import { parseFilter, withPart } from "../jobs.filter.ts";
import styles from "./jobs.module.css";

interface StatusTabsProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** The filter's most used part, by one click. */
export function StatusTabs({ text, onChange }: StatusTabsProps) {
  const { status } = parseFilter(text, 0).filter;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is sent.
    <div className={styles.tabs} role="group" aria-label={jobsText.tabs.label}>
      <button
        type="button"
        className={styles.tab}
        aria-pressed={status === undefined}
        onClick={() => onChange(withPart(text, "status", null))}
      >
        {jobsText.tabs.all}
      </button>
      {CATEGORIES.map((category) => (
        <button
          key={category}
          type="button"
          className={styles.tab}
          aria-pressed={status === category}
          onClick={() => onChange(withPart(text, "status", category.toLowerCase()))}
        >
          <CategoryIcon category={category} />
          {texts.category[category]}
        </button>
      ))}
    </div>
  );
}
