/** What the list of jobs says. */

export const jobsText = {
  title: "Jobs",
  empty: { title: "No jobs yet", more: "Jobs that are submitted to this project show up here." },
  status: "Status",
  job: "Job",
  id: "Id",
  worker: "Worker",
  created: "Created",
  ran: "Ran",
} as const;
