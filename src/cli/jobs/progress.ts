/** One line below the log that says how a job is doing. */

import { STATUSES } from "../../core/status.ts";
import type { Colors, Terminal } from "../terminal.ts";
import { duration } from "../time.ts";
import type { JobNow } from "./follow.ts";
import { progressText, runtimeText, statusText } from "./format.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;

/** `⠹ RUNNING  sleep 42  3.1 s  2 of 5` */
function progressLine(job: JobNow, frame: number, colors: Colors, now = Date.now()): string {
  const isPending = STATUSES[job.status].category === "Pending";
  const since = isPending ? duration(now - Date.parse(job.created)) : runtimeText(job, now);
  const spinner = colors.cyan(FRAMES[frame % FRAMES.length] ?? "");
  const details = [since, progressText(job.progress), isPending ? job.statusMessage : null];
  const told = details.filter((part) => part !== null).map((part) => colors.dim(part));
  return [`${spinner} ${statusText(job.status, colors)}`, `${job.method} ${job.id}`, ...told].join("  ");
}

/** Keeps the lines of several jobs moving at the foot of a terminal. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #jobs = new Map<number, JobNow>();
  #timer: NodeJS.Timeout | null = null;
  #frame = 0;
  #notice: string | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(job: JobNow): void {
    this.#jobs.set(job.id, job);
    this.#timer ??= this.#terminal.isLive ? setInterval(() => this.#draw(), FRAME_MS) : null;
    this.#draw();
  }

  remove(id: number): void {
    this.#jobs.delete(id);
    this.#draw();
  }

  /** A line in place of the jobs' own, such as a question; null to take it away. */
  notice(text: string | null): void {
    this.#notice = text;
    this.#draw();
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#jobs.clear();
    this.#notice = null;
    this.#terminal.footer([]);
  }

  #draw(): void {
    this.#frame += 1;
    const { errColors } = this.#terminal;
    const lines = [...this.#jobs.values()].map((job) => progressLine(job, this.#frame, errColors));
    this.#terminal.footer(this.#notice ? [this.#notice] : lines);
  }
}
