/** What the search that jumps says. */

export const jumpText = {
  open: "Search",
  title: "Search and go",
  placeholder: "Search jobs, or go to a page",
  groups: { pages: "Go to", actions: "Do", jobs: "Jobs", projects: "Projects", workers: "Workers", queues: "Queues" },
  nothing: "Nothing found",
  looking: "Searching",
  found: (n: number) => (n === 1 ? "1 result" : `${n} results`),
  keys: { choose: "to choose", go: "to go", close: "to close" },
  theme: { light: "Switch to light", dark: "Switch to dark", auto: "Switch to light or dark as the system is" },
  signOut: "Sign out",
  help: "Show the keyboard shortcuts",
  apiDocs: "Open the API documentation",
} as const;
