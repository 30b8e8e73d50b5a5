import { CloseButton, Combobox, TextInput, useCombobox } from "@mantine/core";
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useProject } from "../../projects/projects.queries.ts";
import { jobsText } from "../../text/jobs.ts";
import { parseFilter, partAt, replacePart } from "../jobs.filter.ts";
import styles from "./jobs.module.css";
import { useSuggestions } from "./suggestions.ts";

interface FilterBarProps {
  /** The filter that the list has. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
}

/** What is written counts once one pauses, or presses Enter. */
const PAUSE_MS = 100;

export function FilterBar({ text, onChange, input }: FilterBarProps) {
  const { id: project } = useProject();
  const [written, setWritten] = useWritten(text, onChange);
  const [caret, setCaret] = useState(0);
  /** Where the caret is to be, once what was chosen stands in the input. */
  const goTo = useRef<number | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const part = partAt(written, caret);
  const suggestions = useSuggestions(project, combobox.dropdownOpened ? part.text : "");
  const { faults } = parseFilter(written.slice(0, part.from) + written.slice(part.to), Date.now());
  const write = (next: string, at: number) => {
    setWritten(next);
    setCaret(at);
    combobox.openDropdown();
  };
  const choose = (chosen: string) => {
    const next = replacePart(written, part, chosen);
    write(next.text, next.caret);
    goTo.current = next.caret;
  };
  // In the turn that gives the input its new text: a frame later, somebody who types on would have a letter at its end.
  useLayoutEffect(() => {
    if (goTo.current === null) return;
    input.current?.setSelectionRange(goTo.current, goTo.current);
    goTo.current = null;
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && !combobox.dropdownOpened) input.current?.blur();
    if (event.key !== "Enter" || combobox.getSelectedOptionIndex() >= 0) return;
    combobox.closeDropdown();
    onChange(written.trim());
  };
  return (
    <div className={styles.filter}>
      <Combobox store={combobox} onOptionSubmit={choose} shadow="md" position="bottom-start">
        <Combobox.Target>
          <TextInput
            ref={input}
            value={written}
            aria-label={jobsText.filter.label}
            placeholder={jobsText.filter.placeholder}
            leftSection={<Icon name="filter" size={14} />}
            rightSection={
              written !== "" && <CloseButton size="sm" aria-label={jobsText.filter.clear} onClick={() => onChange("")} />
            }
            rightSectionPointerEvents="all"
            spellCheck={false}
            autoComplete="off"
            onChange={({ currentTarget }) => write(currentTarget.value, currentTarget.selectionStart ?? 0)}
            onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
            onClick={() => combobox.openDropdown()}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={suggestions.length === 0}>
          <Combobox.Options aria-label={jobsText.filter.suggestions} mah={320} className={styles.options}>
            {suggestions.map(({ part: value, more }) => (
              <Combobox.Option key={value} value={value} className={styles.option}>
                <span className="mono">{value}</span>
                <span className={styles.hint}>{more}</span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {faults.length > 0 && (
        <div className={styles.fault} role="status">
          {jobsText.filter.faults(faults)}
        </div>
      )}
    </div>
  );
}

/** What stands in the input: the filter of the list, until one writes something else. */
function useWritten(text: string, onChange: (text: string) => void) {
  const [written, setWritten] = useState(text);
  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    if (written.trim() !== text) setWritten(text);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something else was written.
  useEffect(() => {
    if (written.trim() === text) return;
    const timer = setTimeout(() => onChange(written.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [written]);
  return [written, setWritten] as const;
}
