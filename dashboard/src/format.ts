/** Numbers, times and durations as people read them. */

const LOCALE = "en";
/** From 00 to 23, everywhere: what stands below each other is compared. */
const HOURS = "h23";

const whole = new Intl.NumberFormat(LOCALE);
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium", hourCycle: HOURS });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto", style: "narrow" });

const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: HOURS });
const second = new Intl.DateTimeFormat(LOCALE, { timeStyle: "medium", hourCycle: HOURS });
const millisecond = new Intl.DateTimeFormat(LOCALE, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: HOURS,
});
const day = new Intl.DateTimeFormat(LOCALE, { weekday: "short", day: "numeric" });
const dayAndClock = new Intl.DateTimeFormat(LOCALE, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: HOURS });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 1234567 is 1,234,567. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** 1234567 is 1.2M. */
export function formatShort(count: number): string {
  return compact.format(count);
}

/** 0.125 is 12.5%. */
export function formatShare(part: number): string {
  return percent.format(part);
}

/** Date and time, to the second, in the zone of the browser. */
export function formatTime(time: Date | string | number): string {
  return exact.format(new Date(time));
}

/** Its time of day, to the second. */
export function formatClock(time: string): string {
  return second.format(new Date(time));
}

/** Its time of day, to the millisecond; what is no time stays as it is. */
export function formatExactClock(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : millisecond.format(date);
}

/** How long ago, or until when, in the largest unit of which there is a whole one. */
export function formatAgo(time: string | number | Date, now: number): string {
  const ms = new Date(time).getTime() - now;
  const [unit, size] = unitOf(Math.abs(ms));
  return relative.format(Math.trunc(ms / size), unit);
}

/** A time on an axis whose spans are so many seconds long. */
export function formatMark(time: string, seconds: number): string {
  return (seconds * SECOND < HOUR ? clock : day).format(new Date(time));
}

/** A span of so many seconds, that begins then. */
export function formatSpan(time: string, seconds: number): string {
  const begin = new Date(time);
  const format = seconds * SECOND < HOUR ? clock : dayAndClock;
  return format.formatRange(begin, new Date(begin.getTime() + seconds * SECOND));
}

function unitOf(ms: number): [Intl.RelativeTimeFormatUnit, number] {
  if (ms < MINUTE) return ["second", SECOND];
  if (ms < HOUR) return ["minute", MINUTE];
  return ms < DAY ? ["hour", HOUR] : ["day", DAY];
}

/** A duration in milliseconds with at most two units: 430 ms, 5.2 s, 43 s, 3 m 20 s, 2 h 5 m, 4 d 3 h. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} m ${Math.floor((ms % MINUTE) / SECOND)} s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} m`;
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
}

/** 1536 is 1.5 kB. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
