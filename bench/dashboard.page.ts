/** What runs in the page that is measured: these are texts, since nothing else here knows a browser. */

/** Before anything of the page: watches which jobs the list shows, and when they are on the screen. */
export const WATCH = `(() => {
  const shown = () => [...document.querySelectorAll("tbody a[href]")].map((link) => link.getAttribute("href")).join(" ");
  const waiting = [];
  const watch = { began: 0, seen: "" };
  window.benchWatch = watch;
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  }));
  const check = async () => {
    const now = shown();
    if (now === watch.seen) return;
    watch.seen = now;
    const at = await painted();
    for (const tell of waiting.splice(0)) tell(at - watch.began);
  };
  new MutationObserver(check).observe(document, { childList: true, subtree: true });
  const begin = () => { watch.began = performance.now(); };
  for (const type of ["input", "click"]) document.addEventListener(type, begin, { capture: true });
  watch.next = () => { watch.pending = new Promise((resolve) => waiting.push(resolve)); };
  watch.next();
  watch.first = watch.pending;
})()`;

/** Milliseconds from when the page was asked for until jobs were on the screen, and until anything was. */
export const FIRST_JOBS = "window.benchWatch.first";
export const FIRST_PAINT = `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null`;
export const SCRIPTS = `performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\\/assets\\/.*\\.(js|css)$/.test(name))`;

/** From the last key or click on until the list shows other jobs. `EXPECT_CHANGE` comes before the key. */
export const EXPECT_CHANGE = "window.benchWatch.next()";
export const CHANGED_AFTER = "window.benchWatch.pending";

/** Frames a second for so many seconds, the share of the longest one, and how many rows on the screen changed a second. */
export const frames = (seconds: number): string => `new Promise((resolve) => {
  const times = [];
  let rows = 0;
  const inSight = (row) => { const { top, bottom } = row.getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
  const count = (mutations) => {
    const changed = new Set(mutations.map(({ target }) => (target.closest ? target : target.parentElement)?.closest("tbody tr")));
    for (const row of changed) if (row && inSight(row)) rows += 1;
  };
  const observer = new MutationObserver(count);
  observer.observe(document.querySelector("tbody"), { childList: true, characterData: true, attributes: true, subtree: true });
  const end = performance.now() + ${seconds * 1000};
  const frame = (now) => {
    times.push(now);
    if (now < end) return void requestAnimationFrame(frame);
    observer.disconnect();
    const took = (times.at(-1) - times[0]) / 1000;
    const gaps = times.slice(1).map((time, i) => time - times[i]);
    resolve({ rate: (times.length - 1) / took, longestMs: Math.max(...gaps), rows: rows / took });
  };
  requestAnimationFrame(frame);
})`;

export interface Frames {
  readonly rate: number;
  readonly longestMs: number;
  readonly rows: number;
}
