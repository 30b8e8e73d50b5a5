import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef } from "react";
import { formatExactClock } from "../../../format.ts";
import { jobText } from "../../../text/job.ts";
import styles from "./log.module.css";
import { type LogLine, piecesOf } from "./log-lines.ts";

interface LogRowsProps {
  readonly label: string;
  readonly lines: readonly LogLine[];
  readonly search: string;
  /** Whether the end stays in sight. */
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
}

const ROW = 20;
/** So near to the end, in pixels, is at the end. */
const AT_END = 4;

/** Only the lines in sight are there. A long one has as many rows as it needs. */
export function LogRows({ label, lines, search, isFollowing, onFollow }: LogRowsProps) {
  const place = useRef<HTMLElement>(null);
  const count = lines.length;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    getItemKey: useCallback((index: number) => lines[index]?.number ?? index, [lines]),
    overscan: 20,
  });
  const size = virtual.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it has grown, by lines or by their height.
  useEffect(() => {
    if (isFollowing) virtual.scrollToIndex(count - 1, { align: "end" });
  }, [isFollowing, count, size]);
  return (
    <section
      ref={place}
      className={styles.log}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      {...useLetGo(isFollowing, onFollow)}
    >
      <div className={styles.lines} style={{ height: size }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={styles.row}
            style={{ translate: `0 ${start}px` }}
          >
            <Line line={lines[index] as LogLine} search={search} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** Who scrolls up wants to read; who scrolls back to the end wants to follow again. */
function useLetGo(isFollowing: boolean, onFollow: (isFollowing: boolean) => void) {
  const letGo = () => isFollowing && onFollow(false);
  return {
    onWheel: ({ deltaY }: { deltaY: number }) => deltaY < 0 && letGo(),
    onTouchMove: letGo,
    onPointerDown: letGo,
    onKeyDown: ({ key }: { key: string }) => /^(ArrowUp|PageUp|Home)$/.test(key) && letGo(),
    onScrollEnd: ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: { currentTarget: HTMLElement }) => {
      if (!isFollowing && scrollHeight > clientHeight && scrollHeight - scrollTop - clientHeight < AT_END) onFollow(true);
    },
  };
}

const Line = memo(function Line({ line: { number, time, level, message }, search }: { line: LogLine; search: string }) {
  return (
    <div className={`${styles.line} ${styles[level]}`}>
      <span className={styles.number}>{number}</span>
      {time && (
        <time dateTime={time} className={styles.time}>
          {formatExactClock(time)}
        </time>
      )}
      <span className={styles.level}>{jobText.log.names[level]}</span>
      <span className={styles.message}>{search === "" ? message : <Marked message={message} search={search} />}</span>
    </div>
  );
});

function Marked({ message, search }: { readonly message: string; readonly search: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place.
  return piecesOf(message, search).map((piece, i) => (i % 2 === 1 ? <mark key={i}>{piece}</mark> : piece));
}
