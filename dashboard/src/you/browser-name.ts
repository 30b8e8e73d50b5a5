/** Browsers claim to be each other: the first that fits is it. */
const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["HeadlessChrome/", "Chrome"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** What a browser is called, with the system it runs on, by what it calls itself; that itself, if it is not known. */
export function browserName(client: string): string {
  const browser = BROWSERS.find(([sign]) => client.includes(sign))?.[1];
  const system = SYSTEMS.find(([sign]) => client.includes(sign))?.[1];
  return browser ? [browser, system].filter(Boolean).join(", ") : client;
}
