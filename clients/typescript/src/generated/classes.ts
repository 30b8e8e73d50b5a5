/** A class for each tag of the OpenAPI document, and a method for each operation: `npm run generate`. */

import { Api, type RequestOf } from "../api.ts";
import type { RequestOptions, Requests } from "../requests.ts";
import type { Incoming } from "../transport.ts";
import type {
  AccountBroker,
  AccountCreateReply,
  AccountPlan,
  AccountRetrieve,
  AccountTeam,
  AccountTeamCreateReply,
  AccountUpdateReply,
  AccountUserReply,
  AdoptedJobs,
  AuditEntries,
  HubHealth,
  InlineObjectReply,
  InlineObject1,
  InlineObject2,
  InlineObject3Reply,
  InlineObject4Reply,
  InlineResponse200,
  InlineResponse2001,
  InlineResponse20011,
  InlineResponse20014,
  InlineResponse20015,
  InlineResponse2002,
  InlineResponse2003,
  InlineResponse2004,
  InlineResponse2005,
  InlineResponse2006,
  InlineResponse2007,
  InlineResponse2008,
  InlineResponse2009,
  InlineResponse201,
  InviteReply,
  Job,
  JobLog,
  JobTimeline,
  JobsDone,
  Me,
  MethodList,
  NewJobIds,
  Project,
  ProjectAgent,
  ProjectAgentUpdateReply,
  ProjectCreateReply,
  ProjectStatistics,
  ProjectUpdateReply,
  Queue,
  Session,
  SessionsPage,
  SetAsideCount,
  SetAsideMessages,
  SignInCode,
  Statistics,
  StatusResponse,
  Suggestions,
  Tier,
  Tiers,
  Token,
  UpdateResult,
  User,
  Worker,
  WorkerControlReply,
  WorkerInspection,
  Zone,
} from "./types.ts";

/** Projects, their jobs, and who may do what on them. */
export class ProjectsApi extends Api {
  /**
   * List projects that you may read.
   *
   * Newest first. Projects that are added meanwhile move what is at an `offset`, not what follows a `cursor`:
   * begin with `cursor=newest`, and follow `next`.
   *
   * **Who may:** Anyone; those who are signed in see more. Lists those that one may read.
   */
  projectsList(request: RequestOf<"projects_list"> = {}, options: RequestOptions = {}): Promise<InlineResponse2008> {
    return this.json("GET", "/projects/", request, options);
  }

  /**
   * Create a project.
   *
   * **Who may:** Whoever is signed in. In an account that one is a MEMBER of.
   */
  projectsCreate(request: RequestOf<"projects_create">, options: RequestOptions = {}): Promise<ProjectCreateReply> {
    return this.json("POST", "/projects/", request, options);
  }

  /**
   * Get a project.
   *
   * **Who may:** Those with the role READER or above on the project, and staff.
   */
  projectsRead(request: RequestOf<"projects_read">, options: RequestOptions = {}): Promise<Project> {
    return this.json("GET", "/projects/{project}/", request, options);
  }

  /**
   * Change a project.
   *
   * To another account it goes without the roles that teams have on it, and without its zone.
   *
   * **Who may:** Those with the role MANAGER or above on the project, and staff. To another account: by an OWNER
   * who is a MEMBER there.
   */
  projectsPartialUpdate(request: RequestOf<"projects_partial_update", "part">, options: RequestOptions = {}): Promise<ProjectUpdateReply> {
    return this.json("PATCH", "/projects/{project}/", request, options);
  }

  /**
   * Delete a project, with its jobs and files.
   *
   * While jobs of it are active it is refused with a 409 that names them: cancel them first.
   *
   * **Who may:** Those with the role OWNER or above on the project, and staff.
   */
  projectsDelete(request: RequestOf<"projects_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/projects/{project}/", request, options);
  }

  /**
   * List the users and teams that have a role on a project.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsAgentsList(request: RequestOf<"projects_agents_list">, options: RequestOptions = {}): Promise<InlineResponse2009> {
    return this.json("GET", "/projects/{project}/agents/", request, options);
  }

  /**
   * Give a user or a team a role on a project.
   *
   * A team's role counts for its members. Of several roles the highest counts.
   *
   * **Who may:** Those with the role MANAGER or above on the project, and staff. As an OWNER: by an OWNER.
   */
  projectsAgentsCreate(request: RequestOf<"projects_agents_create">, options: RequestOptions = {}): Promise<ProjectAgent> {
    return this.json("POST", "/projects/{project}/agents/", request, options);
  }

  /**
   * Get a user or team that has a role on a project.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsAgentsRead(request: RequestOf<"projects_agents_read">, options: RequestOptions = {}): Promise<ProjectAgent> {
    return this.json("GET", "/projects/{project}/agents/{agent}/", request, options);
  }

  /**
   * Change the role of a user or team on a project.
   *
   * A project keeps at least one user as OWNER: else a 409.
   *
   * **Who may:** Those with the role MANAGER or above on the project, and staff. To or from OWNER: by an OWNER.
   */
  projectsAgentsPartialUpdate(request: RequestOf<"projects_agents_partial_update", "part">, options: RequestOptions = {}): Promise<ProjectAgentUpdateReply> {
    return this.json("PATCH", "/projects/{project}/agents/{agent}/", request, options);
  }

  /**
   * Take the role of a user or team on a project.
   *
   * A project keeps at least one user as OWNER: else a 409.
   *
   * **Who may:** Those with the role MANAGER or above on the project, and staff. An OWNER: by an OWNER.
   */
  projectsAgentsDelete(request: RequestOf<"projects_agents_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/projects/{project}/agents/{agent}/", request, options);
  }

  /**
   * List the jobs of a project.
   *
   * Newest first, without their logs. Jobs that are added meanwhile move what is at an `offset`, not what follows
   * a `cursor`: begin with `cursor=newest`, and follow `next`.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsList(request: RequestOf<"projects_jobs_list">, options: RequestOptions = {}): Promise<InlineResponse20011> {
    return this.json("GET", "/projects/{project}/jobs/", request, options);
  }

  /**
   * Create a job.
   *
   * The job is put on a queue, and a worker runs it.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsCreate(request: RequestOf<"projects_jobs_create">, options: RequestOptions = {}): Promise<Job> {
    return this.json("POST", "/projects/{project}/jobs/", request, options);
  }

  /**
   * Create many jobs.
   *
   * All of them, or none if one of them is not valid.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsBulkCreate(request: RequestOf<"projects_jobs_bulk_create">, options: RequestOptions = {}): Promise<NewJobIds> {
    return this.json("POST", "/projects/{project}/jobs/bulk/", request, options);
  }

  /**
   * Cancel many jobs.
   *
   * Those that have ended stay as they are. By `ids`, all at once; by `filter`, as lists have them, some hundreds
   * for each request, from the newest on: repeat it with the `cursor` of the answer until that is null. Ask with
   * `dryRun` first for how many there are, and begin with its `cursor`.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsBulkCancel(request: RequestOf<"projects_jobs_bulk_cancel">, options: RequestOptions = {}): Promise<JobsDone> {
    return this.json("POST", "/projects/{project}/jobs/bulk/cancel/", request, options);
  }

  /**
   * Delete many jobs.
   *
   * Those that have ended, with their logs. By `ids`, all at once; by `filter`, as lists have them, some hundreds
   * for each request, from the newest on: repeat it with the `cursor` of the answer until that is null. Ask with
   * `dryRun` first for how many there are, and begin with its `cursor`.
   *
   * **Who may:** Those with the role MANAGER or above on the project, and staff.
   */
  projectsJobsBulkDelete(request: RequestOf<"projects_jobs_bulk_delete">, options: RequestOptions = {}): Promise<JobsDone> {
    return this.json("POST", "/projects/{project}/jobs/bulk/delete/", request, options);
  }

  /**
   * Run many jobs again.
   *
   * Each that has ended, as a new job with the same method, params and description, and without its secrets. By
   * `ids`, all at once; by `filter`, as lists have them, some hundreds for each request, from the newest on:
   * repeat it with the `cursor` of the answer until that is null. Ask with `dryRun` first for how many there are,
   * and begin with its `cursor`.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsBulkRetry(request: RequestOf<"projects_jobs_bulk_retry">, options: RequestOptions = {}): Promise<JobsDone> {
    return this.json("POST", "/projects/{project}/jobs/bulk/retry/", request, options);
  }

  /**
   * Execute a node.
   *
   * Creates a job whose method is `execute`. The body is the node, which becomes the param of that name.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsExecute(request: RequestOf<"projects_jobs_execute">, options: RequestOptions = {}): Promise<Job> {
    return this.json("POST", "/projects/{project}/jobs/execute/", request, options);
  }

  /**
   * Suggest values for a filter of jobs.
   *
   * Those that jobs of the project have, by their beginning: the most frequent first where that is known. Params
   * are those of the newest jobs: first their names; with `name:`, their values.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsSuggestions(request: RequestOf<"projects_jobs_suggestions">, options: RequestOptions = {}): Promise<Suggestions> {
    return this.json("GET", "/projects/{project}/jobs/suggestions/", request, options);
  }

  /**
   * Read a job.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff, and whoever presents the job's
   * `key`.
   */
  projectsJobsRead(request: RequestOf<"projects_jobs_read">, options: RequestOptions = {}): Promise<Job> {
    return this.json("GET", "/projects/{project}/jobs/{job}/", request, options);
  }

  /**
   * Change what is said of a job.
   *
   * Sets `description` and `key`. Other fields of a job may be sent along, as they were read, and stay as they
   * are: what becomes of a job is for its worker to say.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsPartialUpdate(request: RequestOf<"projects_jobs_partial_update", "part">, options: RequestOptions = {}): Promise<Job> {
    return this.json("PATCH", "/projects/{project}/jobs/{job}/", request, options);
  }

  /**
   * Delete a job.
   *
   * With its log. A job that is active is refused with a 409: cancel it first.
   *
   * **Who may:** Those with the role MANAGER or above on the project, and staff.
   */
  projectsJobsDelete(request: RequestOf<"projects_jobs_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/projects/{project}/jobs/{job}/", request, options);
  }

  /**
   * Cancel a job.
   *
   * May be repeated. A job that has ended stays as it is. What the body says is ignored.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff, and whoever presents the job's
   * `key`.
   */
  projectsJobsCancel(request: RequestOf<"projects_jobs_cancel">, options: RequestOptions = {}): Promise<Job> {
    return this.json("PATCH", "/projects/{project}/jobs/{job}/cancel/", request, options);
  }

  /**
   * Connect to a job.
   *
   * Leads to the job's own server: over HTTP by any method, and over WebSocket. Path, query, headers and bodies
   * are passed on both ways as they come, but for what concerns this hub alone, such as credentials. Whoever
   * connects is written down in the job's `users` or `anonUsers`. Pages come with a sandbox: they cannot act as
   * the user who opens them.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff, and whoever presents the job's
   * `key`.
   */
  projectsJobsConnectRead(request: RequestOf<"projects_jobs_connect_read">, options: RequestOptions = {}): Promise<Incoming> {
    return this.open("GET", "/projects/{project}/jobs/{job}/connect/{path}/", request, options);
  }

  /**
   * Send something to a job.
   *
   * Leads to the job's own server: over HTTP by any method, and over WebSocket. Path, query, headers and bodies
   * are passed on both ways as they come, but for what concerns this hub alone, such as credentials. Whoever
   * connects is written down in the job's `users` or `anonUsers`. Pages come with a sandbox: they cannot act as
   * the user who opens them.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff, and whoever presents the job's
   * `key`.
   */
  projectsJobsConnectCreate(request: RequestOf<"projects_jobs_connect_create">, options: RequestOptions = {}): Promise<Incoming> {
    return this.open("POST", "/projects/{project}/jobs/{job}/connect/{path}/", request, options);
  }

  /**
   * Read the log of a job.
   *
   * The entries of the current attempt, or of an earlier one, oldest first.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff, and whoever presents the job's
   * `key`.
   */
  projectsJobsLog(request: RequestOf<"projects_jobs_log">, options: RequestOptions = {}): Promise<JobLog> {
    return this.json("GET", "/projects/{project}/jobs/{job}/log/", request, options);
  }

  /**
   * Run a job again.
   *
   * As a new job with the same method, params and description, and without its secrets, which are gone. A job that
   * is active is refused with a 409. What the body says is ignored.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsJobsRetry(request: RequestOf<"projects_jobs_retry">, options: RequestOptions = {}): Promise<Job> {
    return this.json("POST", "/projects/{project}/jobs/{job}/retry/", request, options);
  }

  /**
   * Tell what became of a job.
   *
   * Every change of its status, and every attempt. What came late or twice is there once, in its place.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff, and whoever presents the job's
   * `key`.
   */
  projectsJobsTimeline(request: RequestOf<"projects_jobs_timeline">, options: RequestOptions = {}): Promise<JobTimeline> {
    return this.json("GET", "/projects/{project}/jobs/{job}/timeline/", request, options);
  }

  /**
   * List the methods that workers run.
   *
   * Of the workers that are there now and take jobs of the project, with what each method takes.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsMethodsList(request: RequestOf<"projects_methods_list">, options: RequestOptions = {}): Promise<MethodList> {
    return this.json("GET", "/projects/{project}/methods/", request, options);
  }

  /**
   * Read statistics of a project's jobs.
   *
   * What happened to jobs, span by span, and how many have which status now. A few seconds behind at most, and as
   * quick with millions of jobs as with a few. A job counts where it was made, began or ended, by its worker's
   * clock where that told the time.
   *
   * **Who may:** Those with the role EDITOR or above on the project, and staff.
   */
  projectsStatisticsRead(request: RequestOf<"projects_statistics_read">, options: RequestOptions = {}): Promise<ProjectStatistics> {
    return this.json("GET", "/projects/{project}/statistics/", request, options);
  }
}

/** Accounts, their users and teams, and the workers and queues that belong to them. */
export class AccountsApi extends Api {
  /**
   * List accounts that you are a user of.
   *
   * **Who may:** Whoever is signed in. Lists those that one is a MEMBER of; for staff, all.
   */
  accountsList(request: RequestOf<"accounts_list"> = {}, options: RequestOptions = {}): Promise<InlineResponse200> {
    return this.json("GET", "/accounts/", request, options);
  }

  /**
   * Create an account, and become its OWNER.
   *
   * **Who may:** Whoever is signed in.
   */
  accountsCreate(request: RequestOf<"accounts_create">, options: RequestOptions = {}): Promise<AccountCreateReply> {
    return this.json("POST", "/accounts/", request, options);
  }

  /**
   * Get an account, with its users and teams.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsRead(request: RequestOf<"accounts_read">, options: RequestOptions = {}): Promise<AccountRetrieve> {
    return this.json("GET", "/accounts/{account}/", request, options);
  }

  /**
   * Change an account.
   *
   * Its name is also that of its virtual host at the broker: workers that use this must follow a change of it.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff. The names of a person: by that
   * person.
   */
  accountsPartialUpdate(request: RequestOf<"accounts_partial_update", "part">, options: RequestOptions = {}): Promise<AccountUpdateReply> {
    return this.json("PATCH", "/accounts/{account}/", request, options);
  }

  /**
   * List what was done to the workers of an account.
   *
   * Every request of remote control, with who it was and what came of it.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsAuditList(request: RequestOf<"accounts_audit_list">, options: RequestOptions = {}): Promise<AuditEntries> {
    return this.json("GET", "/accounts/{account}/audit/", request, options);
  }

  /**
   * Tell how workers of an account take jobs.
   *
   * Without addresses and credentials: those are the operator's to give.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsBrokerList(request: RequestOf<"accounts_broker_list">, options: RequestOptions = {}): Promise<AccountBroker> {
    return this.json("GET", "/accounts/{account}/broker", request, options);
  }

  /**
   * List the queues of an account.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsQueuesList(request: RequestOf<"accounts_queues_list">, options: RequestOptions = {}): Promise<InlineResponse2001> {
    return this.json("GET", "/accounts/{account}/queues/", request, options);
  }

  /**
   * Get a queue.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsQueuesRead(request: RequestOf<"accounts_queues_read">, options: RequestOptions = {}): Promise<Queue> {
    return this.json("GET", "/accounts/{account}/queues/{queue}/", request, options);
  }

  /**
   * Read statistics of an account's jobs.
   *
   * What happened to jobs, span by span, and how many have which status now. A few seconds behind at most, and as
   * quick with millions of jobs as with a few. A job counts where it was made, began or ended, by its worker's
   * clock where that told the time. With the account's own workers and queues.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsStatisticsRead(request: RequestOf<"accounts_statistics_read">, options: RequestOptions = {}): Promise<Statistics> {
    return this.json("GET", "/accounts/{account}/statistics/", request, options);
  }

  /**
   * List the teams of an account.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsTeamsList(request: RequestOf<"accounts_teams_list">, options: RequestOptions = {}): Promise<InlineResponse2002> {
    return this.json("GET", "/accounts/{account}/teams/", request, options);
  }

  /**
   * Create a team.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsTeamsCreate(request: RequestOf<"accounts_teams_create">, options: RequestOptions = {}): Promise<AccountTeamCreateReply> {
    return this.json("POST", "/accounts/{account}/teams/", request, options);
  }

  /**
   * Get a team, with its members.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsTeamsRead(request: RequestOf<"accounts_teams_read">, options: RequestOptions = {}): Promise<AccountTeam> {
    return this.json("GET", "/accounts/{account}/teams/{team}/", request, options);
  }

  /**
   * Change a team.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff. New members of one that is OWNER
   * of a project: by an OWNER.
   */
  accountsTeamsPartialUpdate(request: RequestOf<"accounts_teams_partial_update", "part">, options: RequestOptions = {}): Promise<InlineObjectReply> {
    return this.json("PATCH", "/accounts/{account}/teams/{team}/", request, options);
  }

  /**
   * Delete a team.
   *
   * Its roles on projects go with it. Its members stay users of the account.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsTeamsDelete(request: RequestOf<"accounts_teams_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/accounts/{account}/teams/{team}/", request, options);
  }

  /**
   * Add a user to a team.
   *
   * May be repeated. Whoever is not a user of the account becomes a MEMBER of it.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff. To one that is OWNER of a
   * project: by an OWNER.
   */
  accountsTeamsMembersCreate(request: RequestOf<"accounts_teams_members_create">, options: RequestOptions = {}): Promise<InlineObject1> {
    return this.json("POST", "/accounts/{account}/teams/{team}/members/", request, options);
  }

  /**
   * Remove a user from a team.
   *
   * The user stays one of the account.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsTeamsMembersDelete(request: RequestOf<"accounts_teams_members_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/accounts/{account}/teams/{team}/members/{user}/", request, options);
  }

  /**
   * Put an account on another plan.
   *
   * **Who may:** Staff only.
   */
  accountsUpdatePlan(request: RequestOf<"accounts_update_plan", "part">, options: RequestOptions = {}): Promise<AccountPlan> {
    return this.json("PATCH", "/accounts/{account}/update_plan/", request, options);
  }

  /**
   * List the users of an account.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsUsersList(request: RequestOf<"accounts_users_list">, options: RequestOptions = {}): Promise<InlineResponse2003> {
    return this.json("GET", "/accounts/{account}/users/", request, options);
  }

  /**
   * Add a user to an account.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff. As an OWNER: by an OWNER.
   */
  accountsUsersCreate(request: RequestOf<"accounts_users_create">, options: RequestOptions = {}): Promise<InlineObject2> {
    return this.json("POST", "/accounts/{account}/users/", request, options);
  }

  /**
   * Get a user of an account.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsUsersRead(request: RequestOf<"accounts_users_read">, options: RequestOptions = {}): Promise<AccountUserReply> {
    return this.json("GET", "/accounts/{account}/users/{user}/", request, options);
  }

  /**
   * Change the role of a user of an account.
   *
   * An account keeps at least one OWNER, a personal account its person as one: else a 409.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff. To or from OWNER: by an OWNER.
   */
  accountsUsersPartialUpdate(request: RequestOf<"accounts_users_partial_update", "part">, options: RequestOptions = {}): Promise<AccountUserReply> {
    return this.json("PATCH", "/accounts/{account}/users/{user}/", request, options);
  }

  /**
   * Remove a user from an account.
   *
   * The user also leaves the account's teams. An account keeps at least one OWNER, a personal account its person:
   * else a 409.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff. An OWNER: by an OWNER.
   */
  accountsUsersDelete(request: RequestOf<"accounts_users_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/accounts/{account}/users/{user}/", request, options);
  }

  /**
   * List the workers of an account.
   *
   * Those that are there, and those that were.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsWorkersList(request: RequestOf<"accounts_workers_list">, options: RequestOptions = {}): Promise<InlineResponse2004> {
    return this.json("GET", "/accounts/{account}/workers/", request, options);
  }

  /**
   * Get a worker.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsWorkersRead(request: RequestOf<"accounts_workers_read">, options: RequestOptions = {}): Promise<Worker> {
    return this.json("GET", "/accounts/{account}/workers/{worker}/", request, options);
  }

  /**
   * Tell a worker what to do.
   *
   * A 424 if it does not answer, a 409 with its reason if it refuses. Each request is in the account's audit. What
   * it changes lasts until the worker starts anew.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsWorkersControl(request: RequestOf<"accounts_workers_control">, options: RequestOptions = {}): Promise<WorkerControlReply> {
    return this.json("POST", "/accounts/{account}/workers/{worker}/control/", request, options);
  }

  /**
   * List the heartbeats of a worker.
   *
   * Of the hour before its last one.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsWorkersHeartbeatsList(request: RequestOf<"accounts_workers_heartbeats_list">, options: RequestOptions = {}): Promise<InlineResponse2005> {
    return this.json("GET", "/accounts/{account}/workers/{worker}/heartbeats/", request, options);
  }

  /**
   * Ask a worker.
   *
   * It answers itself, in the words of Celery's `inspect`; a 424 if it does not.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsWorkersInspect(request: RequestOf<"accounts_workers_inspect">, options: RequestOptions = {}): Promise<WorkerInspection> {
    return this.json("GET", "/accounts/{account}/workers/{worker}/inspect/", request, options);
  }

  /**
   * List the zones of an account.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsZonesList(request: RequestOf<"accounts_zones_list">, options: RequestOptions = {}): Promise<InlineResponse2006> {
    return this.json("GET", "/accounts/{account}/zones/", request, options);
  }

  /**
   * Create a zone.
   *
   * Workers make theirs by themselves: this is for those that are yet to come.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsZonesCreate(request: RequestOf<"accounts_zones_create">, options: RequestOptions = {}): Promise<Zone> {
    return this.json("POST", "/accounts/{account}/zones/", request, options);
  }

  /**
   * Get a zone.
   *
   * **Who may:** Those with the role MEMBER or above on the account, and staff.
   */
  accountsZonesRead(request: RequestOf<"accounts_zones_read">, options: RequestOptions = {}): Promise<Zone> {
    return this.json("GET", "/accounts/{account}/zones/{zone}/", request, options);
  }

  /**
   * Delete a zone, with its queues.
   *
   * While workers take from them, or jobs wait there, it is refused with a 409.
   *
   * **Who may:** Those with the role MANAGER or above on the account, and staff.
   */
  accountsZonesDelete(request: RequestOf<"accounts_zones_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/accounts/{account}/zones/{zone}/", request, options);
  }
}

/** Links that let somebody join an account, a team or a project. */
export class InvitesApi extends Api {
  /**
   * List the invites that you have sent.
   *
   * **Who may:** Whoever is signed in. Lists one's own.
   */
  invitesList(request: RequestOf<"invites_list"> = {}, options: RequestOptions = {}): Promise<InlineResponse2007> {
    return this.json("GET", "/invites/", request, options);
  }

  /**
   * Invite somebody.
   *
   * Makes a link, and mails it if this hub sends mail. Whoever follows it and is signed in joins what it says: the
   * link works once, for 30 days, and as long as you may let anybody in.
   *
   * **Who may:** Whoever is signed in. To an account or team as its account's MANAGER, to a project as its
   * MANAGER; as an OWNER, only by one.
   */
  invitesCreate(request: RequestOf<"invites_create">, options: RequestOptions = {}): Promise<InviteReply> {
    return this.json("POST", "/invites/", request, options);
  }

  /**
   * Take an invite back.
   *
   * **Who may:** Whoever is signed in. One's own.
   */
  invitesDelete(request: RequestOf<"invites_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/invites/{id}/", request, options);
  }
}

/** Tokens that sign requests. */
export class TokensApi extends Api {
  /**
   * Create a link that signs a browser in.
   *
   * **Who may:** Staff only.
   */
  signInCodesCreate(request: RequestOf<"sign_in_codes_create">, options: RequestOptions = {}): Promise<SignInCode> {
    return this.json("POST", "/sign-in-codes/", request, options);
  }

  /**
   * List your authentication tokens.
   *
   * **Who may:** Whoever is signed in. Lists one's own.
   */
  tokensList(request: RequestOf<"tokens_list"> = {}, options: RequestOptions = {}): Promise<InlineResponse20014> {
    return this.json("GET", "/tokens/", request, options);
  }

  /**
   * Create an authentication token.
   *
   * Takes a `username` and a `password`; or, of whoever is already signed in, nothing.
   *
   * **Who may:** Anyone, without credentials. With a username and a password, or signed in.
   */
  tokensCreate(request: RequestOf<"tokens_create">, options: RequestOptions = {}): Promise<InlineResponse201> {
    return this.json("POST", "/tokens/", request, options);
  }

  /**
   * Get details of an authentication token.
   *
   * One of your own by its id. Whoever has the whole token may ask for it without credentials.
   *
   * **Who may:** Anyone, without credentials. With the whole token; or signed in, one's own.
   */
  tokensRead(request: RequestOf<"tokens_read">, options: RequestOptions = {}): Promise<Token> {
    return this.json("GET", "/tokens/{token}/", request, options);
  }

  /**
   * Delete one of your authentication tokens.
   *
   * **Who may:** Whoever is signed in. One's own.
   */
  tokensDelete(request: RequestOf<"tokens_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/tokens/{token}/", request, options);
  }
}

/** Users, their passwords, and who you are. */
export class UsersApi extends Api {
  /**
   * List users.
   *
   * **Who may:** Whoever is signed in. More than the names of others: staff.
   */
  usersList(request: RequestOf<"users_list"> = {}, options: RequestOptions = {}): Promise<InlineResponse20015> {
    return this.json("GET", "/users/", request, options);
  }

  /**
   * Create a user.
   *
   * With a personal account of the same name, where that can be one.
   *
   * **Who may:** Staff only.
   */
  usersCreate(request: RequestOf<"users_create">, options: RequestOptions = {}): Promise<User> {
    return this.json("POST", "/users/", request, options);
  }

  /**
   * Get yourself.
   *
   * **Who may:** Whoever is signed in.
   */
  usersMe(request: RequestOf<"users_me"> = {}, options: RequestOptions = {}): Promise<Me> {
    return this.json("GET", "/users/me/", request, options);
  }

  /**
   * Get a user.
   *
   * **Who may:** Whoever is signed in. More than the names of others: staff.
   */
  usersRead(request: RequestOf<"users_read">, options: RequestOptions = {}): Promise<User> {
    return this.json("GET", "/users/{id}/", request, options);
  }

  /**
   * Change a user, turn one away, or let one in again.
   *
   * What belongs to a user who is turned away stays: jobs, projects, accounts, and tokens for when the user is let
   * in again.
   *
   * **Who may:** Whoever is signed in. One's own names and address; anything of anybody: staff.
   */
  usersPartialUpdate(request: RequestOf<"users_partial_update", "part">, options: RequestOptions = {}): Promise<User> {
    return this.json("PATCH", "/users/{id}/", request, options);
  }

  /**
   * Set a password.
   *
   * Signs the user out of all browsers but the one that asks. Tokens go on working.
   *
   * **Who may:** Whoever is signed in. One's own, with the old one; anybody's: staff.
   */
  usersPasswordUpdate(request: RequestOf<"users_password_update">, options: RequestOptions = {}): Promise<void> {
    return this.json("PUT", "/users/{id}/password/", request, options);
  }
}

/** Browsers that are signed in. */
export class SessionsApi extends Api {
  /**
   * List the browsers in which you are signed in.
   *
   * **Who may:** Whoever is signed in. Lists one's own.
   */
  sessionsList(request: RequestOf<"sessions_list"> = {}, options: RequestOptions = {}): Promise<SessionsPage> {
    return this.json("GET", "/sessions/", request, options);
  }

  /**
   * Sign a browser in.
   *
   * Takes a `username` and a `password`, or a `token`, or the `code` of a sign-in link. The session is in the
   * cookie that comes with the reply. It signs requests from pages of this hub: what changes something must have
   * `Sec-Fetch-Site: same-origin` or the hub's `Origin`, which browsers see to by themselves.
   *
   * **Who may:** Anyone, without credentials. With a username and a password, a token, or a code.
   */
  sessionsCreate(request: RequestOf<"sessions_create">, options: RequestOptions = {}): Promise<Session> {
    return this.json("POST", "/sessions/", request, options);
  }

  /**
   * Sign a browser out.
   *
   * **Who may:** Whoever is signed in. One's own.
   */
  sessionsDelete(request: RequestOf<"sessions_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/sessions/{session}/", request, options);
  }
}

/** Whether the hub is well. */
export class StatusApi extends Api {
  /**
   * Get the system status.
   *
   * 503 when the database is away.
   *
   * **Who may:** Anyone, without credentials.
   */
  statusRead(request: RequestOf<"status_read"> = {}, options: RequestOptions = {}): Promise<StatusResponse> {
    return this.json("GET", "/status/", request, options);
  }
}

/** Jobs of all projects, for the overseer. */
export class JobsApi extends Api {
  /**
   * Update many jobs.
   *
   * Many updates in one request, each on its own: one result each, in order.
   *
   * **Who may:** Staff only.
   */
  jobsBulkUpdate(request: RequestOf<"jobs_bulk_update", "part">, options: RequestOptions = {}): Promise<UpdateResult[]> {
    return this.json("PATCH", "/jobs/", request, options);
  }

  /**
   * Make jobs of tasks that others have sent.
   *
   * One job each, known by its task's id: what is there stays, and learns what was not known of it. In whatever
   * order, and however often the same is told, the jobs are the same.
   *
   * **Who may:** Staff only.
   */
  jobsAdopt(request: RequestOf<"jobs_adopt">, options: RequestOptions = {}): Promise<AdoptedJobs> {
    return this.json("POST", "/jobs/adopt/", request, options);
  }

  /**
   * Correct a job.
   *
   * Sets every field as it is given, whatever the job's status; what is not given stays.
   *
   * **Who may:** Staff only.
   */
  jobsUpdate(request: RequestOf<"jobs_update">, options: RequestOptions = {}): Promise<InlineObject3Reply> {
    return this.json("PUT", "/jobs/{id}/", request, options);
  }

  /**
   * Update a job.
   *
   * What an event of the queue says of a job. Events may come late, twice and in any order: a lower status never
   * replaces a higher one, an ended job stays ended, and what belongs to an older attempt changes nothing. Null
   * says nothing.
   *
   * **Who may:** Staff only.
   */
  jobsPartialUpdate(request: RequestOf<"jobs_partial_update", "part">, options: RequestOptions = {}): Promise<InlineObject4Reply> {
    return this.json("PATCH", "/jobs/{id}/", request, options);
  }
}

/** Workers as they report themselves, for the overseer. */
export class WorkersApi extends Api {
  /**
   * A worker is alive.
   *
   * Takes the event as it comes off the wire. It may come late, twice, and out of order.
   *
   * **Who may:** Staff only.
   */
  workersHeartbeat(request: RequestOf<"workers_heartbeat">, options: RequestOptions = {}): Promise<void> {
    return this.json("POST", "/workers/heartbeat/", request, options);
  }

  /**
   * A worker has stopped.
   *
   * Takes the event as it comes off the wire. It may come late, twice, and out of order.
   *
   * **Who may:** Staff only.
   */
  workersOffline(request: RequestOf<"workers_offline">, options: RequestOptions = {}): Promise<void> {
    return this.json("POST", "/workers/offline/", request, options);
  }

  /**
   * A worker has started.
   *
   * Takes the event as it comes off the wire. It may come late, twice, and out of order.
   *
   * **Who may:** Staff only.
   */
  workersOnline(request: RequestOf<"workers_online">, options: RequestOptions = {}): Promise<void> {
    return this.json("POST", "/workers/online/", request, options);
  }

  /**
   * Update a worker.
   *
   * Takes what inspection tells: the queues that it takes tasks from appear, with their zones.
   *
   * **Who may:** Staff only.
   */
  workersPartialUpdate(request: RequestOf<"workers_partial_update", "part">, options: RequestOptions = {}): Promise<void> {
    return this.json("PATCH", "/workers/{hostname}/", request, options);
  }
}

/** What accounts may use, and whose jobs go first, for operators. */
export class TiersApi extends Api {
  /**
   * List tiers.
   *
   * **Who may:** Staff only.
   */
  tiersList(request: RequestOf<"tiers_list"> = {}, options: RequestOptions = {}): Promise<Tiers> {
    return this.json("GET", "/tiers/", request, options);
  }

  /**
   * Create a tier.
   *
   * Limits that are not given are none. An account is put on it by its plan.
   *
   * **Who may:** Staff only.
   */
  tiersCreate(request: RequestOf<"tiers_create">, options: RequestOptions = {}): Promise<Tier> {
    return this.json("POST", "/tiers/", request, options);
  }

  /**
   * Change a tier.
   *
   * What is set counts from the next job on. Jobs that are there stay.
   *
   * **Who may:** Staff only.
   */
  tiersPartialUpdate(request: RequestOf<"tiers_partial_update", "part">, options: RequestOptions = {}): Promise<Tier> {
    return this.json("PATCH", "/tiers/{tier}/", request, options);
  }

  /**
   * Delete a tier.
   *
   * While accounts are on it, and of that of new accounts, it is refused with a 409.
   *
   * **Who may:** Staff only.
   */
  tiersDelete(request: RequestOf<"tiers_delete">, options: RequestOptions = {}): Promise<void> {
    return this.json("DELETE", "/tiers/{tier}/", request, options);
  }
}

/** The hub as a whole, for operators. */
export class HubApi extends Api {
  /**
   * Tell how the hub is.
   *
   * What there is, what is wrong, and what to do about it.
   *
   * **Who may:** Staff only.
   */
  hubRead(request: RequestOf<"hub_read"> = {}, options: RequestOptions = {}): Promise<HubHealth> {
    return this.json("GET", "/hub/", request, options);
  }

  /**
   * An overseer is alive.
   *
   * Each says so every few seconds, and when it goes.
   *
   * **Who may:** Staff only.
   */
  hubOverseersHeartbeat(request: RequestOf<"hub_overseers_heartbeat">, options: RequestOptions = {}): Promise<void> {
    return this.json("POST", "/hub/overseers/", request, options);
  }

  /**
   * Read statistics of all jobs.
   *
   * What happened to jobs, span by span, and how many have which status now. A few seconds behind at most, and as
   * quick with millions of jobs as with a few. A job counts where it was made, began or ended, by its worker's
   * clock where that told the time. With all workers and queues.
   *
   * **Who may:** Staff only.
   */
  hubStatisticsRead(request: RequestOf<"hub_statistics_read"> = {}, options: RequestOptions = {}): Promise<Statistics> {
    return this.json("GET", "/hub/statistics/", request, options);
  }
}

/** Messages that nobody could take, and what was done about them, for operators. */
export class BrokerApi extends Api {
  /**
   * List what was done to workers and messages.
   *
   * Of all accounts, and of the hub as a whole.
   *
   * **Who may:** Staff only.
   */
  auditList(request: RequestOf<"audit_list"> = {}, options: RequestOptions = {}): Promise<AuditEntries> {
    return this.json("GET", "/audit/", request, options);
  }

  /**
   * List messages that were set aside.
   *
   * Events that the record refused, and tasks that no worker could read, the oldest first.
   *
   * **Who may:** Staff only.
   */
  brokerSetAsideList(request: RequestOf<"broker_set_aside_list"> = {}, options: RequestOptions = {}): Promise<SetAsideMessages> {
    return this.json("GET", "/broker/set-aside/", request, options);
  }

  /**
   * Throw messages away.
   *
   * What was set aside is gone for good.
   *
   * **Who may:** Staff only.
   */
  brokerSetAsideDrop(request: RequestOf<"broker_set_aside_drop">, options: RequestOptions = {}): Promise<SetAsideCount> {
    return this.json("POST", "/broker/set-aside/drop/", request, options);
  }

  /**
   * Put messages back.
   *
   * To where they came from, to be taken once more.
   *
   * **Who may:** Staff only.
   */
  brokerSetAsideReplay(request: RequestOf<"broker_set_aside_replay">, options: RequestOptions = {}): Promise<SetAsideCount> {
    return this.json("POST", "/broker/set-aside/replay/", request, options);
  }
}

/** All operations of a hub. */
export class Apis {
  readonly projects: ProjectsApi;
  readonly accounts: AccountsApi;
  readonly invites: InvitesApi;
  readonly tokens: TokensApi;
  readonly users: UsersApi;
  readonly sessions: SessionsApi;
  readonly status: StatusApi;
  readonly jobs: JobsApi;
  readonly workers: WorkersApi;
  readonly tiers: TiersApi;
  readonly hub: HubApi;
  readonly broker: BrokerApi;

  constructor(requests: Requests) {
    this.projects = new ProjectsApi(requests);
    this.accounts = new AccountsApi(requests);
    this.invites = new InvitesApi(requests);
    this.tokens = new TokensApi(requests);
    this.users = new UsersApi(requests);
    this.sessions = new SessionsApi(requests);
    this.status = new StatusApi(requests);
    this.jobs = new JobsApi(requests);
    this.workers = new WorkersApi(requests);
    this.tiers = new TiersApi(requests);
    this.hub = new HubApi(requests);
    this.broker = new BrokerApi(requests);
  }
}
