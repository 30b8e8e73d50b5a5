/**
 * An example of each operation, as it works on a new hub: with the user `admin`, the project `first` and its first jobs. On the page they
 * come in the order of the document; a test pastes them into a shell, one after the other.
 */

export interface Example {
  /** Values of the parameters in the path, where they are not those of `PARAMS`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** Before the request, for the shell. */
  readonly before?: string;
}

/** What stands in paths. What the shell puts in is for the command line alone. */
export const PARAMS: Readonly<Record<string, string>> = {
  account: "admin",
  agent: "3",
  hostname: "worker@example",
  id: "1",
  job: "1",
  path: "index.html",
  project: "first",
  queue: "default",
  team: "editors",
  tier: "large",
  token: "$TOKEN",
  user: "overseer",
  worker: "1",
  zone: "north",
};

const HUB = { account: "hub" };
const NORTHERN = { account: "northern" };
const ADA = { id: "3" };
const EXAMPLE = { project: "example" };
const WORKER_EVENT = {
  hostname: "worker@example",
  pid: 4711,
  freq: 60,
  active: 0,
  processed: 0,
  loadavg: [0, 0, 0],
  sw_ident: "py-celery",
  sw_ver: "5.2.6",
  sw_sys: "Linux",
};

export const EXAMPLES: Readonly<Record<string, Example>> = {
  status_read: {},

  tokens_list: {},
  tokens_create: { body: {} },
  tokens_read: {},
  tokens_delete: {
    params: { token: "$OTHER" },
    before: `OTHER=$(curl -s -X POST ORIGIN/api/tokens/ -H "Authorization: Token $TOKEN" \\
  -H "Content-Type: application/json" -d '{}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
  },
  sign_in_codes_create: { body: {} },

  users_list: { query: "search=admin" },
  users_me: {},
  users_read: {},
  users_create: {
    body: { username: "ada", firstName: "Ada", email: "ada@example.org", password: "analytical engine" },
  },
  users_partial_update: { params: ADA, body: { lastName: "Byron" } },
  users_password_update: { params: ADA, body: { password: "difference engine" } },

  sessions_list: {},
  sessions_create: { body: { username: "ada", password: "difference engine" } },
  sessions_delete: {
    params: { session: "$SESSION" },
    before: `SESSION=$(curl -s -X POST ORIGIN/api/sessions/ \\
  -H "Content-Type: application/json" -d "{\\"token\\": \\"$TOKEN\\"}" | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')`,
  },

  projects_list: { query: "role=OWNER&limit=10" },
  projects_create: { body: { name: "example", title: "An example", public: true } },
  projects_read: {},
  projects_partial_update: { params: EXAMPLE, body: { title: "A better example" } },
  projects_methods_list: {},
  projects_statistics_read: { query: "window=1h&method=convert" },
  projects_delete: { params: EXAMPLE },
  projects_agents_list: {},
  projects_agents_create: { body: { type: "user", agent: 2, role: "EDITOR" } },
  projects_agents_read: {},
  projects_agents_partial_update: { body: { role: "AUTHOR" } },
  projects_agents_delete: {},
  projects_jobs_list: { query: "status=Finished&limit=5" },
  projects_jobs_create: { body: { method: "sleep", params: { seconds: 1, repeat: 5 }, description: "A short nap" } },
  projects_jobs_bulk_create: {
    body: {
      jobs: [
        { method: "convert", params: { text: "# One", to: "html" } },
        { method: "convert", params: { text: "# Two", to: "html" } },
      ],
    },
  },
  projects_jobs_bulk_cancel: { body: { filter: { status: "Pending", createdBefore: "2025-01-01T00:00:00Z" } } },
  projects_jobs_bulk_retry: { body: { filter: { errorType: "WorkerLost" }, operation: "after the outage" } },
  projects_jobs_bulk_delete: { body: { filter: { createdBefore: "2025-01-01T00:00:00Z" }, dryRun: true } },
  projects_jobs_suggestions: { query: "field=method&prefix=con" },
  projects_jobs_execute: { body: { type: "CodeChunk", programmingLanguage: "python", text: "6 * 7" } },
  projects_jobs_live: { query: "job=1" },
  projects_jobs_read: {},
  projects_jobs_partial_update: { body: { description: "The first job of this hub" } },
  projects_jobs_delete: {
    params: { job: "$JOB" },
    before: `JOB=$(curl -s -X POST ORIGIN/api/projects/first/jobs/ -H "Authorization: Token $TOKEN" \\
  -H "Content-Type: application/json" -d '{"method": "sleep"}' | sed 's/.*"id":\\([0-9]*\\).*/\\1/')
curl -s -X PATCH ORIGIN/api/projects/first/jobs/$JOB/cancel/ -H "Authorization: Token $TOKEN"`,
  },
  projects_jobs_cancel: {},
  projects_jobs_retry: {},
  projects_jobs_connect_read: {},
  projects_jobs_connect_create: { body: { any: "thing" } },
  projects_jobs_log: { query: "limit=100" },
  projects_jobs_timeline: {},

  accounts_list: {},
  accounts_create: { body: { name: "northern", displayName: "The Northern Company" } },
  accounts_read: {},
  accounts_partial_update: { params: NORTHERN, body: { location: "Tromsø" } },
  accounts_broker_list: { params: HUB },
  accounts_queues_list: { params: HUB },
  accounts_queues_read: { params: HUB },
  accounts_statistics_read: { query: "window=24h" },
  accounts_teams_list: {},
  accounts_teams_create: { body: { name: "editors", description: "Those who edit" } },
  accounts_teams_read: {},
  accounts_teams_partial_update: { body: { description: "All who edit" } },
  accounts_teams_delete: {
    params: { team: "passing" },
    before: `curl -s -X POST ORIGIN/api/accounts/admin/teams/ -H "Authorization: Token $TOKEN" \\
  -H "Content-Type: application/json" -d '{"name": "passing"}'`,
  },
  accounts_teams_members_create: { body: { username: "overseer" } },
  accounts_teams_members_delete: {},
  accounts_update_plan: { params: NORTHERN, body: { plan: "free" } },
  accounts_users_list: { params: NORTHERN },
  accounts_users_create: { params: NORTHERN, body: { username: "overseer", role: "MEMBER" } },
  accounts_users_read: { params: NORTHERN },
  accounts_users_partial_update: { params: NORTHERN, body: { role: "MANAGER" } },
  accounts_users_delete: { params: NORTHERN },
  accounts_workers_list: { params: HUB, query: "active=true" },
  accounts_workers_read: { params: HUB },
  accounts_workers_heartbeats_list: { params: HUB, query: "limit=10" },
  accounts_workers_inspect: { params: HUB, query: "what=activeQueues" },
  accounts_workers_control: { params: HUB, body: { action: "addQueue", queue: "north:5" } },
  accounts_audit_list: { params: HUB },
  accounts_zones_list: {},
  accounts_zones_create: { body: { name: "north" } },
  accounts_zones_read: {},
  accounts_zones_delete: {},

  invites_list: {},
  invites_create: {
    body: { email: "somebody@example.org", action: "join_project", subjectId: 1, arguments: { role: "EDITOR" } },
  },
  invites_delete: {},

  tiers_list: {},
  tiers_create: { body: { name: "large", priority: 6, maxActiveJobs: 5000, maxJobMinutesPerMonth: 100000 } },
  tiers_partial_update: { body: { maxJobsPerHour: 2000 } },
  tiers_delete: {},

  hub_read: {},
  hub_statistics_read: {},
  hub_overseers_heartbeat: { body: { hostname: "example", pid: 4711 } },

  jobs_partial_update: { body: { status: "RUNNING", log: [{ level: "info", message: "Half-way" }] } },
  jobs_update: { body: { description: "Corrected by hand" } },
  jobs_bulk_update: {
    body: [
      { id: 1, progress: 0.5 },
      { id: 2, progress: 1 },
    ],
  },

  workers_online: { body: WORKER_EVENT },
  workers_heartbeat: { body: WORKER_EVENT },
  workers_offline: { body: WORKER_EVENT },
  jobs_adopt: {
    body: {
      project: 1,
      tasks: [
        {
          taskId: "0b3c5d1e-7a52-4a6e-9d2f-3c1b8e6f7a90",
          method: "reports.monthly",
          params: { month: 3 },
          args: [],
          kwargs: { month: 3 },
          queue: "celery",
        },
      ],
    },
  },

  broker_set_aside_list: { query: "limit=10" },
  broker_set_aside_replay: { body: { ids: ["1", "2"] } },
  broker_set_aside_drop: { body: { ids: ["3"] } },
  audit_list: { query: "limit=10" },

  workers_partial_update: { body: { stats: { broker: { virtual_host: "/" } }, queues: [{ name: "default" }] } },
};
