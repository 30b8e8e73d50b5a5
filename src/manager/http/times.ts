/** Times as clients send them: ISO 8601, with any zone or none (then UTC), with or without a fraction of a second. */

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** The same time in UTC, with milliseconds, or microseconds if they were given; null if it is not a time. */
export function normalTime(text: string): string | null {
  const parts = TIME.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = parts;
  if (year === "0000" || !isDay(Number(year), Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - offset * 60_000;
  const utc = new Date(at).toISOString();
  return /^\d{4}-/.test(utc) && !utc.startsWith("0000") ? `${utc.slice(0, 19)}.${fractionOf(fraction)}Z` : null;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function offsetMinutes(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2)) * Number(zone.length > 3);
  if (hours > 23 || minutes > 59) return null;
  return (hours * 60 + minutes) * (zone.startsWith("-") ? -1 : 1);
}

/** Three digits, or six where more were given. */
function fractionOf(digits: string): string {
  return digits.length <= 3 ? digits.padEnd(3, "0") : digits.slice(0, 6).padEnd(6, "0");
}
