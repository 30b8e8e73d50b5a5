import { memo } from "react";
import { formatAgo, formatDuration, formatTime } from "../format.ts";
import { text } from "../text/text.ts";
import { useClockText } from "./clock.ts";

/** How long ago, or until when; the exact time as a tooltip. */
export const TimeAgo = memo(function TimeAgo({ time }: { readonly time: string | null }) {
  return time === null ? <span className="soft">{text.none}</span> : <Ago time={time} />;
});

function Ago({ time }: { readonly time: string }) {
  const ago = useClockText((now) => formatAgo(time, now));
  return (
    <time dateTime={time} title={formatTime(time)}>
      {ago}
    </time>
  );
}

interface DurationProps {
  readonly from: string | null;
  /** Null while it goes on: then it counts. */
  readonly to: string | null;
}

export const Duration = memo(function Duration({ from, to }: DurationProps) {
  const value = useClockText((now) => {
    if (from === null) return text.none;
    const ms = (to === null ? now : Date.parse(to)) - Date.parse(from);
    return formatDuration(to === null ? Math.floor(Math.max(0, ms) / 1000) * 1000 : Math.max(0, ms));
  });
  return <span>{value}</span>;
});
