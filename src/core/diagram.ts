/** The statuses as pictures for the docs, drawn from the table. */

import { isEnded, mayBecome, STATUS_NAMES, STATUSES } from "./status.ts";

/** A Mermaid state diagram: the way of a job while it is active, and what may end it. */
function statusDiagram(): string {
  const active = STATUS_NAMES.filter((name) => !isEnded(name));
  const ended = STATUS_NAMES.filter(isEnded);
  const way = active.slice(1).map((name, i) => `    ${active[i]} --> ${name}`);
  const outcomes = ended.filter((to) => active.every((from) => mayBecome(from, to))).map((to) => `  active --> ${to}`);
  const confirmations = ended.flatMap((from) => ended.filter((to) => mayBecome(from, to)).map((to) => `  ${from} --> ${to}`));
  return [
    "stateDiagram-v2",
    "  [*] --> active",
    "  state active {",
    "    direction LR",
    ...way,
    "    RETRY --> DISPATCHED: next attempt",
    "  }",
    ...outcomes,
    ...confirmations,
  ].join("\n");
}

/** A Markdown table of the statuses: rank, category, meaning, and what an event may make of them. */
function statusTable(): string {
  const rows = STATUS_NAMES.map((name) => {
    const { rank, category, means } = STATUSES[name];
    return `| ${rank} | ${name} | ${category} | ${means} | ${becomes(name)} |`;
  });
  return ["| rank | status | category | means | within an attempt it may become |", "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

/** Diagram and table as they stand in ARCHITECTURE.md. */
export function statusSection(): string {
  return `\n\`\`\`mermaid\n${statusDiagram()}\n\`\`\`\n\n${statusTable()}\n\n`;
}

function becomes(from: (typeof STATUS_NAMES)[number]): string {
  const to = STATUS_NAMES.filter((name) => mayBecome(from, name));
  if (to.length === 0) return "nothing: it stays";
  return isEnded(from) ? to.join(", ") : `any of higher rank`;
}
