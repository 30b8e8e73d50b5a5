/** What is said of tiers. */

export const tiersText = {
  title: "Tiers",
  more: "What accounts may use, and whose jobs go first. Changes count from the next job on.",
  none: { title: "No tiers", more: "Accounts need one." },
  name: "Name",
  priority: "Priority",
  priorityHelp: "Of the jobs of its accounts: 0 last, 9 first.",
  limits: {
    maxActiveJobs: "Active jobs",
    maxJobsPerHour: "Jobs in an hour",
    maxJobMinutesPerMonth: "Minutes of jobs in a month",
  },
  limitHelp: "Empty for no limit.",
  accounts: "Accounts",
  atMost: (n: string) => `at most ${n}`,
  noLimit: "no limit",
  create: "New tier",
  createAction: "Create tier",
  change: (name: string) => `Change tier ${name}`,
  changeTitle: "Change this tier",
  changeAction: "Save tier",
  remove: (name: string) => `Delete tier ${name}`,
  removeTitle: "Delete this tier?",
  removeMore: "It can be deleted while no account is on it.",
  removeAction: "Delete tier",
} as const;
