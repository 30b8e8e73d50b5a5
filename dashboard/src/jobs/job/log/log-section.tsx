/** The log of an attempt: live, searched, and as long as it likes. */

import { ActionIcon, SegmentedControl, Switch, TextInput, Tooltip } from "@mantine/core";
import { useRef, useState } from "react";
import { formatCount } from "../../../format.ts";
import { useShortcuts } from "../../../keys/shortcuts.ts";
import { Failure } from "../../../parts/failure.tsx";
import { Icon } from "../../../parts/icon.tsx";
import { Section } from "../../../parts/section.tsx";
import { jobText } from "../../../text/job.ts";
import type { JobPlace } from "../job.queries.ts";
import styles from "./log.module.css";
import { LEVELS, type LogLevel, type LogLine, lineText } from "./log-lines.ts";
import type { LogReader } from "./log-reader.ts";
import { LogRows } from "./log-rows.tsx";
import { useLog, useSieve } from "./use-log.ts";

interface LogSectionProps {
  readonly place: JobPlace;
  readonly attempt: number;
  readonly length: number;
  /** Whether there may be more. */
  readonly isGoingOn: boolean;
  /** Whether it is worth saying which attempt this is. */
  readonly isOneOfMany: boolean;
}

const texts = jobText.log;

export function LogSection({ place, attempt, length, isGoingOn, isOneOfMany }: LogSectionProps) {
  const reader = useLog(place, attempt, length);
  const [level, setLevel] = useState<LogLevel>("debug");
  const [search, setSearch] = useState("");
  const [isFollowing, setFollowing] = useState(isGoingOn);
  const lines = useSieve(reader, { level, search });
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(jobText.keys.title, [
    { keys: "f", does: jobText.keys.follow, run: () => setFollowing(!isFollowing) },
    { keys: "/", does: jobText.keys.search, run: () => field.current?.focus() },
  ]);
  const title = isOneOfMany ? texts.ofAttempt(attempt) : texts.title;
  return (
    <Section
      title={title}
      more={countOf(reader, lines.length)}
      actions={reader.lines.length > 0 && <Download reader={reader} name={texts.file(place.job, attempt)} />}
    >
      {reader.length > 0 && (
        <div className={styles.bar}>
          <TextInput
            ref={field}
            size="xs"
            className={styles.search}
            type="search"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder={texts.search}
            aria-label={texts.search}
            leftSection={<Icon name="search" size={14} />}
          />
          <SegmentedControl
            size="xs"
            aria-label={texts.level}
            value={level}
            onChange={setLevel}
            data={LEVELS.map((value) => ({ value, label: texts.levels[value] }))}
          />
          {isGoingOn && (
            <Switch
              size="xs"
              label={texts.follow}
              checked={isFollowing}
              onChange={(event) => setFollowing(event.currentTarget.checked)}
            />
          )}
        </div>
      )}
      {reader.error !== null && <Failure error={reader.error} retry={() => reader.want(length)} />}
      {lines.length > 0 ? (
        <LogRows label={texts.rows(title)} lines={lines} search={search} isFollowing={isFollowing} onFollow={setFollowing} />
      ) : (
        reader.error === null && !reader.isReading && <Nothing isEmpty={reader.length === 0} isGoingOn={isGoingOn} />
      )}
    </Section>
  );
}

function Nothing({ isEmpty, isGoingOn }: { readonly isEmpty: boolean; readonly isGoingOn: boolean }) {
  const says = isGoingOn ? texts.empty : texts.emptyEnded;
  return <p className="soft">{isEmpty ? says : texts.noMatch}</p>;
}

function countOf(reader: LogReader, shown: number): string | null {
  const all = reader.lines.length;
  if (reader.isReading && all > 0 && all < reader.length) return texts.reading(formatCount(all), formatCount(reader.length));
  if (all === 0) return null;
  return shown === all ? texts.lines(formatCount(all)) : texts.matches(formatCount(shown), formatCount(all));
}

function Download({ reader, name }: { readonly reader: LogReader; readonly name: string }) {
  return (
    <Tooltip label={texts.download}>
      <ActionIcon size="sm" aria-label={texts.download} onClick={() => download(reader.lines, name)}>
        <Icon name="download" size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

function download(lines: readonly LogLine[], name: string): void {
  const url = URL.createObjectURL(new Blob([lines.map((line) => `${lineText(line)}\n`).join("")], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has it by then.
  setTimeout(() => URL.revokeObjectURL(url));
}
