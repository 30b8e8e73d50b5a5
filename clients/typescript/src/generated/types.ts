/** Types of what goes over the wire, made from the OpenAPI document by openapi-typescript: `npm run generate`. */

/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface paths {
    readonly "/accounts/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_list"];
        readonly put?: never;
        readonly post: operations["accounts_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["accounts_partial_update"];
        readonly trace?: never;
    };
    readonly "/accounts/{account}/audit/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_audit_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/broker": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_broker_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/queues/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_queues_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/queues/{queue}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_queues_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/statistics/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_statistics_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/teams/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_teams_list"];
        readonly put?: never;
        readonly post: operations["accounts_teams_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/teams/{team}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_teams_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["accounts_teams_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["accounts_teams_partial_update"];
        readonly trace?: never;
    };
    readonly "/accounts/{account}/teams/{team}/members/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["accounts_teams_members_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/teams/{team}/members/{user}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["accounts_teams_members_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/update_plan/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["accounts_update_plan"];
        readonly trace?: never;
    };
    readonly "/accounts/{account}/users/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_users_list"];
        readonly put?: never;
        readonly post: operations["accounts_users_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/users/{user}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_users_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["accounts_users_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["accounts_users_partial_update"];
        readonly trace?: never;
    };
    readonly "/accounts/{account}/workers/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_workers_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/workers/{worker}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_workers_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/workers/{worker}/control/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["accounts_workers_control"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/workers/{worker}/heartbeats/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_workers_heartbeats_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/workers/{worker}/inspect/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_workers_inspect"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/zones/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_zones_list"];
        readonly put?: never;
        readonly post: operations["accounts_zones_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{account}/zones/{zone}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["accounts_zones_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["accounts_zones_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/audit/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["audit_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/broker/set-aside/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["broker_set_aside_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/broker/set-aside/drop/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["broker_set_aside_drop"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/broker/set-aside/replay/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["broker_set_aside_replay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/hub/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["hub_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/hub/overseers/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["hub_overseers_heartbeat"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/hub/statistics/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["hub_statistics_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invites/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["invites_list"];
        readonly put?: never;
        readonly post: operations["invites_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invites/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["invites_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["jobs_bulk_update"];
        readonly trace?: never;
    };
    readonly "/jobs/adopt/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["jobs_adopt"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put: operations["jobs_update"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["jobs_partial_update"];
        readonly trace?: never;
    };
    readonly "/projects/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_list"];
        readonly put?: never;
        readonly post: operations["projects_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["projects_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["projects_partial_update"];
        readonly trace?: never;
    };
    readonly "/projects/{project}/agents/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_agents_list"];
        readonly put?: never;
        readonly post: operations["projects_agents_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/agents/{agent}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_agents_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["projects_agents_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["projects_agents_partial_update"];
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_list"];
        readonly put?: never;
        readonly post: operations["projects_jobs_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/bulk/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["projects_jobs_bulk_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/bulk/cancel/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["projects_jobs_bulk_cancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/bulk/delete/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["projects_jobs_bulk_delete"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/bulk/retry/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["projects_jobs_bulk_retry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/execute/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["projects_jobs_execute"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/live/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_live"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/suggestions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_suggestions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/{job}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["projects_jobs_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["projects_jobs_partial_update"];
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/{job}/cancel/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["projects_jobs_cancel"];
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/{job}/connect/{path}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_connect_read"];
        readonly put?: never;
        readonly post: operations["projects_jobs_connect_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/{job}/log/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_log"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/{job}/retry/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["projects_jobs_retry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/jobs/{job}/timeline/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_jobs_timeline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/methods/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_methods_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project}/statistics/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["projects_statistics_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["sessions_list"];
        readonly put?: never;
        readonly post: operations["sessions_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/{session}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["sessions_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sign-in-codes/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["sign_in_codes_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/status/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["status_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tiers/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["tiers_list"];
        readonly put?: never;
        readonly post: operations["tiers_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tiers/{tier}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["tiers_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["tiers_partial_update"];
        readonly trace?: never;
    };
    readonly "/tokens/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["tokens_list"];
        readonly put?: never;
        readonly post: operations["tokens_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tokens/{token}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["tokens_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete: operations["tokens_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["users_list"];
        readonly put?: never;
        readonly post: operations["users_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["users_me"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["users_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["users_partial_update"];
        readonly trace?: never;
    };
    readonly "/users/{id}/password/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put: operations["users_password_update"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/workers/heartbeat/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["workers_heartbeat"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/workers/offline/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["workers_offline"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/workers/online/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: operations["workers_online"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/workers/{hostname}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: operations["workers_partial_update"];
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AccountBroker: {
            readonly account: number;
            /**
             * @description How workers and the hub talk to each other.
             * @enum {string}
             */
            readonly transport: "postgres" | "amqp";
            /** @description The virtual host of RabbitMQ whose workers are the account's. Null without RabbitMQ. */
            readonly virtualHost: string | null;
            /** @description What the names of the account's queues begin with, for a worker that shares the broker with those of other accounts: its `JOBHUB_QUEUES` are this and a zone. Null for the hub's own account, whose names are plain. */
            readonly prefix: string | null;
            /** @description What the broker calls the queues that the account has. */
            readonly queues: readonly string[];
        };
        readonly AccountCreate: {
            readonly id?: number;
            /** @description Of a personal account, whose it is. */
            readonly user?: number | null;
            /** Format: date-time */
            readonly created?: string;
            readonly image?: string | null;
            /** @description Letters, digits, - and _, not only digits. All accounts have different names. */
            readonly name: string;
            readonly displayName?: string | null;
            readonly location?: string | null;
            readonly website?: string | null;
            /** @description Where the public may write to. */
            readonly email?: string | null;
            /** @enum {string|null} */
            readonly theme?: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead?: string | null;
            readonly extraTop?: string | null;
            readonly extraBottom?: string | null;
            /** @description Where its projects may be shown, with spaces between. */
            readonly hosts?: string | null;
        };
        readonly AccountList: {
            readonly id: number;
            /** @description Of a personal account, whose it is. */
            readonly user: number | null;
            readonly creator: number | null;
            /** Format: date-time */
            readonly created: string;
            readonly image: string | null;
            readonly name: string;
            readonly displayName: string | null;
            readonly location: string | null;
            readonly website: string | null;
            /** @description Where the public may write to. */
            readonly email: string | null;
            /** @enum {string|null} */
            readonly theme: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead: string | null;
            readonly extraTop: string | null;
            readonly extraBottom: string | null;
            /** @description Where its projects may be shown, with spaces between. */
            readonly hosts: string | null;
            /**
             * @description Your role on the account.
             * @enum {string|null}
             */
            readonly role: "MEMBER" | "MANAGER" | "OWNER" | null;
        };
        readonly AccountPlan: {
            readonly account: number;
            /** @description Name of its tier. */
            readonly plan: string;
            /** @description Jobs that have not ended, at one time. Null for no limit. */
            readonly maxActiveJobs: number | null;
            /** @description Jobs created within an hour. Null for no limit. */
            readonly maxJobsPerHour: number | null;
            /** @description Minutes that jobs run within a month. Null for no limit. */
            readonly maxJobMinutesPerMonth: number | null;
        };
        readonly AccountPlanUpdate: {
            /** @description Name of a tier. */
            readonly plan: string;
        };
        readonly AccountRetrieve: {
            readonly id: number;
            /** @description Of a personal account, whose it is. */
            readonly user: number | null;
            readonly creator: number | null;
            /** Format: date-time */
            readonly created: string;
            readonly image: string | null;
            readonly name: string;
            readonly displayName: string | null;
            readonly location: string | null;
            readonly website: string | null;
            /** @description Where the public may write to. */
            readonly email: string | null;
            /** @enum {string|null} */
            readonly theme: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead: string | null;
            readonly extraTop: string | null;
            readonly extraBottom: string | null;
            /** @description Where its projects may be shown, with spaces between. */
            readonly hosts: string | null;
            /**
             * @description Your role on the account.
             * @enum {string|null}
             */
            readonly role: "MEMBER" | "MANAGER" | "OWNER" | null;
            /** @description Name of its tier. */
            readonly plan: string;
            /** @description Jobs that have not ended, at one time. Null for no limit. */
            readonly maxActiveJobs: number | null;
            /** @description Jobs created within an hour. Null for no limit. */
            readonly maxJobsPerHour: number | null;
            /** @description Minutes that jobs run within a month. Null for no limit. */
            readonly maxJobMinutesPerMonth: number | null;
            readonly users: readonly components["schemas"]["AccountUser"][];
            readonly teams: readonly components["schemas"]["AccountTeam"][];
        };
        readonly AccountTeam: {
            readonly id: number;
            readonly account: number;
            readonly name: string;
            readonly description: string | null;
            readonly members: readonly components["schemas"]["User"][];
        };
        readonly AccountTeamCreate: {
            readonly id?: number;
            readonly account?: number;
            /** @description Not only digits. Each account's teams have different names. */
            readonly name: string;
            readonly description?: string | null;
            /** @description Ids of users, in place of those who are members now. Whoever is not a user of the account becomes a MEMBER of it. */
            readonly members?: readonly number[];
        };
        readonly AccountUpdate: {
            readonly id?: number;
            /** @description Of a personal account, whose it is. */
            readonly user?: number | null;
            readonly creator?: number | null;
            /** Format: date-time */
            readonly created?: string;
            readonly image?: string | null;
            /** @description Letters, digits, - and _, not only digits. All accounts have different names. */
            readonly name?: string;
            readonly displayName?: string | null;
            readonly location?: string | null;
            readonly website?: string | null;
            /** @description Where the public may write to. */
            readonly email?: string | null;
            /** @enum {string|null} */
            readonly theme?: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead?: string | null;
            readonly extraTop?: string | null;
            readonly extraBottom?: string | null;
            /** @description Where its projects may be shown, with spaces between. */
            readonly hosts?: string | null;
            /** @description Of a personal account, the first name of its person. */
            readonly firstName?: string | null;
            /** @description Of a personal account, the last name of its person. */
            readonly lastName?: string | null;
        };
        readonly AccountUser: {
            readonly id?: number;
            readonly user?: components["schemas"]["User"];
            /** @enum {string} */
            readonly role?: "MEMBER" | "MANAGER" | "OWNER";
            readonly account?: number;
        };
        readonly AdoptedJob: {
            readonly taskId: string;
            /** @description Of its job. */
            readonly id: number;
        };
        readonly AdoptedJobs: {
            readonly jobs: readonly components["schemas"]["AdoptedJob"][];
        };
        readonly AdoptedTask: {
            /** @description As its sender has named it: a UUID, with Celery. A number is a task of the hub itself. */
            readonly taskId: string;
            /** @description Name of the task; null where that is not known yet. */
            readonly method?: string | null;
            /** @description What to show of its arguments. */
            readonly params?: {
                readonly [key: string]: JsonValue;
            } | null;
            /** @description Its arguments by position; null if they are not known. */
            readonly args?: readonly JsonValue[] | null;
            /** @description Its arguments by name; null if they are not known. */
            readonly kwargs?: {
                readonly [key: string]: JsonValue;
            } | null;
            readonly queue?: string | null;
            /**
             * Format: date-time
             * @description When it was sent, or first heard of.
             */
            readonly created?: string | null;
        };
        readonly Adoption: {
            /** @description Id of the project that they go to. */
            readonly project: number;
            readonly tasks: readonly components["schemas"]["AdoptedTask"][];
        };
        readonly AuditEntries: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["AuditEntry"][];
        };
        readonly AuditEntry: {
            readonly id: number;
            /** Format: date-time */
            readonly time: string;
            /** @description Who it was; null for one who is gone. */
            readonly user: number | null;
            /** @description The name of that time. */
            readonly username: string;
            /** @description Whom it concerns; null for the hub as a whole. */
            readonly account: number | null;
            /** @description What was done, such as `workers.grow`. */
            readonly action: string;
            /** @description What it was done to, such as the node name of a worker. */
            readonly subject: string;
            /** @description What was asked for in particular. */
            readonly details: JsonValue;
            /** @description What came of it; null if that is not known. */
            readonly outcome: string | null;
        };
        readonly DatabaseTable: {
            /** @description With its schema. */
            readonly name: string;
            /** @description With its indexes. */
            readonly bytes: number;
            /** @description About how many, as PostgreSQL last counted. */
            readonly rows: number;
        };
        readonly ErrorReply: {
            /** @description What is wrong, for people. */
            readonly message: string;
            /** @description What is wrong with which field of the request. */
            readonly errors?: readonly components["schemas"]["FieldFault"][];
        };
        readonly FieldFault: {
            /** @description Its name; of a nested one, `outer.inner`. */
            readonly field: string;
            /** @description What would be right. */
            readonly message: string;
        };
        readonly HubBroker: {
            /** @enum {string} */
            readonly transport: "postgres" | "amqp";
            /** @description Whether it answered within two seconds. */
            readonly answers: boolean;
            /** @description Messages that nobody could take. Null if it did not answer. */
            readonly setAside: number | null;
        };
        readonly HubDatabase: {
            /** @description Of PostgreSQL. */
            readonly version: string;
            /**
             * Format: date-time
             * @description When the server started.
             */
            readonly started: string;
            /** @description Size of the hub's database. */
            readonly bytes: number;
            /** @description Connections to the server that are open. */
            readonly connections: number;
            /** @description So many it takes. */
            readonly maxConnections: number;
            /** @description The largest first. */
            readonly tables: readonly components["schemas"]["DatabaseTable"][];
        };
        readonly HubHealth: {
            /**
             * Format: date-time
             * @description The time at this manager.
             */
            readonly time: string;
            /** @description What is wrong, the worst first. Empty if all is well. */
            readonly problems: readonly components["schemas"]["HubProblem"][];
            /** @description Of Jobhub. */
            readonly version: string;
            /** @description Version of Node.js that this manager runs on. */
            readonly node: string;
            /** @description Seconds since this manager's process started. */
            readonly uptime: number;
            readonly database: components["schemas"]["HubDatabase"];
            readonly broker: components["schemas"]["HubBroker"];
            readonly workers: components["schemas"]["WorkerSums"];
            /** @description Those that are there now. */
            readonly overseers: readonly components["schemas"]["Overseer"][];
            readonly oldestUnconfirmed: components["schemas"]["UnconfirmedJob"] | null;
            readonly waiting: components["schemas"]["HubWaiting"];
        };
        readonly HubProblem: {
            /** @description Which one it is; does not change. */
            readonly code: string;
            /**
             * @description An error keeps jobs from being run.
             * @enum {string}
             */
            readonly level: "warning" | "error";
            /** @description What is wrong. */
            readonly message: string;
            /** @description What to do. */
            readonly advice: string;
        };
        readonly HubQueue: {
            readonly id: number;
            /** @description `<zone>[:<priority>][:untrusted][:interrupt]`; all that follows is told by it. */
            readonly name: string;
            /** @description Id of its zone. */
            readonly zone: number;
            /** @description The least priority of jobs that it is meant for. */
            readonly priority: number;
            /** @description Whether it is for jobs that run untrusted code. */
            readonly untrusted: boolean;
            /** @description Whether it is for jobs that may be interrupted, and started again. */
            readonly interrupt: boolean;
            /** @description Jobs that wait in it. */
            readonly depth: number;
            /**
             * Format: date-time
             * @description When the job came that has waited the longest.
             */
            readonly oldestWaiting: string | null;
            /** @description Jobs that came to it, over the last five minutes. */
            readonly enteredPerMinute: number;
            /** @description Jobs that workers took from it, or that were cancelled. */
            readonly leftPerMinute: number;
            /** @description Ids of the workers that take from it now. */
            readonly workers: readonly number[];
            /** @description Id of the account that it belongs to. */
            readonly account: number;
            readonly accountName: string;
        };
        readonly HubWaiting: {
            /** @description Jobs in all queues. */
            readonly jobs: number;
            /** @description Of these, those in queues that no worker takes from. */
            readonly unserved: number;
        };
        readonly InlineObject: {
            readonly id?: number;
            readonly account?: number;
            /** @description Not only digits. Each account's teams have different names. */
            readonly name?: string;
            readonly description?: string | null;
            /** @description Ids of users, in place of those who are members now. Whoever is not a user of the account becomes a MEMBER of it. */
            readonly members?: readonly number[];
        };
        readonly InlineObject1: {
            /** @description Of the user. */
            readonly id?: number;
            /** @description In place of the id. */
            readonly username?: string;
        };
        readonly InlineObject2: {
            /** @description Of the user. */
            readonly id?: number;
            /** @description In place of the id. */
            readonly username?: string;
            /** @enum {string} */
            readonly role: "MEMBER" | "MANAGER" | "OWNER";
        };
        readonly InlineObject3: {
            readonly id?: number;
            readonly statusMessage?: string | null;
            readonly summaryString?: string;
            readonly runtimeFormatted?: string;
            /** @description Outside WebSocket address of the job's server, while it is active and has one. */
            readonly url?: string | null;
            /** Format: date-time */
            readonly created?: string;
            /** Format: date-time */
            readonly updated?: string;
            /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
            readonly method?: string;
            readonly params?: {
                readonly [key: string]: JsonValue;
            };
            readonly creator?: number | null;
            readonly queue?: number | null;
            /** @description Entries in the log of the current attempt. */
            readonly logLength?: number;
            /** @description How often it is started at most, when its workers die under it. Default 3. */
            readonly maxAttempts?: number;
            /** @description What the broker calls its task: its id, or the name that someone else has sent it by. */
            readonly taskId?: string;
            /** @description Id of the job that it is run again of. That may be deleted by now. */
            readonly rerunOf?: number | null;
            /** @description Place among the dispatched jobs of its queue, from 1. Null beyond the 1000th. */
            readonly position?: number | null;
            readonly children?: readonly number[];
            /** @description Opens this one job to whoever presents it as `?key=`. */
            readonly key?: string;
            readonly description?: string | null;
            /** Format: date-time */
            readonly began?: string | null;
            /** Format: date-time */
            readonly ended?: string | null;
            /** @enum {string|null} */
            readonly status?: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED" | null;
            /** @description Follows from the status; only a PUT sets it. */
            readonly isActive?: boolean;
            readonly result?: JsonValue;
            readonly error?: JsonValue;
            /** @description The whole log so far, or from `logOffset` on. A text is one entry a line. Null in lists. */
            readonly log?: readonly JsonValue[] | null;
            /** @description Seconds. */
            readonly runtime?: number | null;
            readonly worker?: string | null;
            /** @description Number of the attempt, from 0. */
            readonly retries?: number | null;
            readonly callbackId?: string | null;
            readonly callbackMethod?: string | null;
            /** @description Id of its project. */
            readonly project?: number | null;
            readonly snapshot?: string | null;
            /** @description Id of the job that it is a part of. */
            readonly parent?: number | null;
            readonly callbackType?: number | null;
            readonly users?: readonly number[];
            readonly anonUsers?: readonly string[];
            /** @description Addresses of the job's server, by protocol. In answers, outside ones. */
            readonly urls?: JsonValue;
            /** @description How far it is, in whatever form its method has. */
            readonly progress?: JsonValue;
            /** @description Position of this update in its attempt: of two, the `urls` and `progress` of the later one stay. */
            readonly sequence?: number | null;
            /** @description Position of the first entry of `log` in the log of the attempt. Default 0. */
            readonly logOffset?: number | null;
        };
        readonly InlineObject4: {
            readonly id?: number;
            readonly statusMessage?: string | null;
            readonly summaryString?: string;
            readonly runtimeFormatted?: string;
            /** @description Outside WebSocket address of the job's server, while it is active and has one. */
            readonly url?: string | null;
            /** Format: date-time */
            readonly created?: string;
            /** Format: date-time */
            readonly updated?: string;
            /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
            readonly method?: string;
            readonly params?: {
                readonly [key: string]: JsonValue;
            };
            readonly creator?: number | null;
            readonly queue?: number | null;
            /** @description Entries in the log of the current attempt. */
            readonly logLength?: number;
            /** @description How often it is started at most, when its workers die under it. Default 3. */
            readonly maxAttempts?: number;
            /** @description What the broker calls its task: its id, or the name that someone else has sent it by. */
            readonly taskId?: string;
            /** @description Id of the job that it is run again of. That may be deleted by now. */
            readonly rerunOf?: number | null;
            /** @description Place among the dispatched jobs of its queue, from 1. Null beyond the 1000th. */
            readonly position?: number | null;
            readonly children?: readonly number[];
            /** @description Opens this one job to whoever presents it as `?key=`. */
            readonly key?: string;
            readonly description?: string | null;
            /** Format: date-time */
            readonly began?: string | null;
            /** Format: date-time */
            readonly ended?: string | null;
            /** @enum {string|null} */
            readonly status?: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED" | null;
            /** @description Follows from the status; only a PUT sets it. */
            readonly isActive?: boolean;
            readonly result?: JsonValue;
            readonly error?: JsonValue;
            /** @description The whole log so far, or from `logOffset` on. A text is one entry a line. Null in lists. */
            readonly log?: readonly JsonValue[] | null;
            /** @description Seconds. */
            readonly runtime?: number | null;
            readonly worker?: string | null;
            /** @description Number of the attempt, from 0. */
            readonly retries?: number | null;
            readonly callbackId?: string | null;
            readonly callbackMethod?: string | null;
            /** @description Id of its project. */
            readonly project?: number | null;
            readonly snapshot?: string | null;
            /** @description Id of the job that it is a part of. */
            readonly parent?: number | null;
            readonly callbackType?: number | null;
            readonly users?: readonly number[];
            readonly anonUsers?: readonly string[];
            /** @description Addresses of the job's server, by protocol. In answers, outside ones. */
            readonly urls?: JsonValue;
            /** @description How far it is, in whatever form its method has. */
            readonly progress?: JsonValue;
            /** @description Position of this update in its attempt: of two, the `urls` and `progress` of the later one stay. */
            readonly sequence?: number | null;
            /** @description Position of the first entry of `log` in the log of the attempt. Default 0. */
            readonly logOffset?: number | null;
        };
        readonly InlineObject5: {
            readonly username?: string;
            readonly password?: string;
            /** @description OpenID Connect token. This hub takes none. */
            readonly openid?: string;
            /**
             * Format: date-time
             * @description When the token stops working; null, the default, for never.
             */
            readonly expiry?: string | null;
        };
        readonly InlineResponse200: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["AccountList"][];
        };
        readonly InlineResponse2001: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Queue"][];
        };
        readonly InlineResponse20011: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["InlineResponse20011Results"][];
            /** @description False where counting would take long: then there are as many at least. Such a page may have fewer results than its limit, or none: the list goes on as long as there is a `next`. */
            readonly isCountExact: boolean;
        };
        readonly InlineResponse20011Results: {
            readonly id: number;
            readonly statusMessage: string | null;
            readonly summaryString: string;
            readonly runtimeFormatted: string;
            /** @description Outside WebSocket address of the job's server, while it is active and has one. */
            readonly url: string | null;
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
            /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
            readonly method: string;
            readonly params: {
                readonly [key: string]: JsonValue;
            };
            readonly creator: number | null;
            readonly queue: number | null;
            /** @description Entries in the log of the current attempt. */
            readonly logLength: number;
            /** @description How often it is started at most, when its workers die under it. Default 3. */
            readonly maxAttempts: number;
            /** @description What the broker calls its task: its id, or the name that someone else has sent it by. */
            readonly taskId: string;
            /** @description Id of the job that it is run again of. That may be deleted by now. */
            readonly rerunOf: number | null;
            /** @description Opens this one job to whoever presents it as `?key=`. */
            readonly key: string;
            readonly description: string | null;
            /** Format: date-time */
            readonly began: string | null;
            /** Format: date-time */
            readonly ended: string | null;
            /** @enum {string} */
            readonly status: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            /** @description Follows from the status; only a PUT sets it. */
            readonly isActive: boolean;
            readonly result: JsonValue;
            readonly error: JsonValue;
            /** @description Of the current attempt. Null if there is none, and in lists. */
            readonly log: readonly JsonValue[] | null;
            /** @description Seconds. */
            readonly runtime: number | null;
            readonly worker: string | null;
            /** @description Number of the attempt, from 0. */
            readonly retries: number;
            readonly callbackId: string | null;
            readonly callbackMethod: string | null;
            /** @description Id of its project. */
            readonly project: number | null;
            readonly snapshot: string | null;
            /** @description Id of the job that it is a part of. */
            readonly parent: number | null;
            readonly callbackType: number | null;
            readonly users: readonly number[];
            readonly anonUsers: readonly string[];
            /** @description Addresses of the job's server, by protocol. In answers, outside ones. */
            readonly urls: JsonValue;
            /** @description How far it is, in whatever form its method has. */
            readonly progress: JsonValue;
        };
        readonly InlineResponse20014: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Token"][];
        };
        readonly InlineResponse20015: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["User"][];
        };
        readonly InlineResponse2002: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["AccountTeam"][];
        };
        readonly InlineResponse2003: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["AccountUser"][];
        };
        readonly InlineResponse2004: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Worker"][];
        };
        readonly InlineResponse2005: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["WorkerHeartbeat"][];
        };
        readonly InlineResponse2006: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Zone"][];
        };
        readonly InlineResponse2007: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Invite"][];
        };
        readonly InlineResponse2008: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["ProjectList"][];
        };
        readonly InlineResponse2009: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["ProjectAgent"][];
        };
        readonly InlineResponse201: {
            /** @description Id of the user whose token it is. */
            readonly user: number;
            /** @description The first 8 characters of the token. */
            readonly id: string;
            /** Format: date-time */
            readonly created: string;
            /**
             * Format: date-time
             * @description When it stops working; null for never.
             */
            readonly expiry: string | null;
            /** @description The whole token: it is told this once. */
            readonly token: string;
            readonly username: string;
            /** @description The user name, where no first name is known. */
            readonly firstName: string;
            /** @description The user name, where no last name is known. */
            readonly lastName: string;
        };
        readonly Invite: {
            readonly id?: number;
            /** @description The link. It works once, for whoever is signed in. */
            readonly url?: string;
            readonly key?: string;
            /** Format: date-time */
            readonly created?: string;
            /**
             * Format: date-time
             * @description When it was mailed; null if it was not.
             */
            readonly sent?: string | null;
            /** @description Whether somebody has followed the link. */
            readonly accepted?: boolean;
            /** Format: date-time */
            readonly completed?: string | null;
            readonly inviter?: number;
            /** @description 1 for an account, 2 for a team, 3 for a project. */
            readonly subjectType?: number | null;
            /** @description Where the link is sent, if this hub sends mail. */
            readonly email: string;
            /** @description To whom is invited, in the mail. */
            readonly message?: string | null;
            /**
             * @description What following the link does.
             * @enum {string|null}
             */
            readonly action?: "join_account" | "join_team" | "join_project" | "take_tour" | null;
            /** @description Id of the account, team or project to join. Default the `account`, `team` or `project` of `arguments`. */
            readonly subjectId?: number | null;
            /** @description To join an account: `role`, default MEMBER. A project: `role`, default READER. To take a tour: `page`, a path on this hub, default `/`; and `tour`, the tour's name. */
            readonly arguments?: {
                readonly [key: string]: JsonValue;
            } | null;
        };
        readonly Job: {
            readonly id: number;
            readonly statusMessage: string | null;
            readonly summaryString: string;
            readonly runtimeFormatted: string;
            /** @description Outside WebSocket address of the job's server, while it is active and has one. */
            readonly url: string | null;
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
            /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
            readonly method: string;
            readonly params: {
                readonly [key: string]: JsonValue;
            };
            readonly creator: number | null;
            readonly queue: number | null;
            /** @description Entries in the log of the current attempt. */
            readonly logLength: number;
            /** @description How often it is started at most, when its workers die under it. Default 3. */
            readonly maxAttempts: number;
            /** @description What the broker calls its task: its id, or the name that someone else has sent it by. */
            readonly taskId: string;
            /** @description Id of the job that it is run again of. That may be deleted by now. */
            readonly rerunOf: number | null;
            /** @description Opens this one job to whoever presents it as `?key=`. */
            readonly key: string;
            readonly description: string | null;
            /** Format: date-time */
            readonly began: string | null;
            /** Format: date-time */
            readonly ended: string | null;
            /** @enum {string} */
            readonly status: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            /** @description Follows from the status; only a PUT sets it. */
            readonly isActive: boolean;
            readonly result: JsonValue;
            readonly error: JsonValue;
            /** @description Of the current attempt. Null if there is none, and in lists. */
            readonly log: readonly JsonValue[] | null;
            /** @description Seconds. */
            readonly runtime: number | null;
            readonly worker: string | null;
            /** @description Number of the attempt, from 0. */
            readonly retries: number;
            readonly callbackId: string | null;
            readonly callbackMethod: string | null;
            /** @description Id of its project. */
            readonly project: number | null;
            readonly snapshot: string | null;
            /** @description Id of the job that it is a part of. */
            readonly parent: number | null;
            readonly callbackType: number | null;
            readonly users: readonly number[];
            readonly anonUsers: readonly string[];
            /** @description Addresses of the job's server, by protocol. In answers, outside ones. */
            readonly urls: JsonValue;
            /** @description How far it is, in whatever form its method has. */
            readonly progress: JsonValue;
            /** @description Place among the dispatched jobs of its queue, from 1. Null beyond the 1000th. */
            readonly position: number | null;
            readonly children: readonly number[];
        };
        readonly JobAttempt: {
            /** @description Number of the attempt, from 0. */
            readonly attempt: number;
            /**
             * @description The last one of the attempt.
             * @enum {string}
             */
            readonly status: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            /** @description Node name of the worker. */
            readonly worker: string | null;
            /** Format: date-time */
            readonly began: string | null;
            /**
             * Format: date-time
             * @description When it had an outcome, or the next attempt opened.
             */
            readonly ended: string | null;
            /** @description Seconds. */
            readonly runtime: number | null;
            /** @description Why it failed, if it did: `type`, `message` and `trace` as a rule. */
            readonly error: JsonValue;
            /** @description Entries in its log, which `?attempt=` of the log reads. */
            readonly logLength: number;
        };
        readonly JobFailures: {
            readonly method: string;
            /** @description `type` of the error. */
            readonly errorType: string | null;
            readonly jobs: number;
        };
        readonly JobLog: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly JsonValue[];
        };
        readonly JobSpan: {
            /**
             * Format: date-time
             * @description When it begins.
             */
            readonly time: string;
            readonly made: number;
            /** @description Attempts that a worker began. */
            readonly began: number;
            /** @description Jobs that ended well. */
            readonly finished: number;
            readonly failed: number;
            readonly cancelled: number;
            readonly wait: components["schemas"]["Spread"] | null;
            readonly run: components["schemas"]["Spread"] | null;
        };
        readonly JobStatusChange: {
            /**
             * Format: date-time
             * @description When it came to this status, by the worker's word for its start and its end.
             */
            readonly time: string;
            /** @enum {string} */
            readonly status: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            /** @description Number of the attempt, from 0. */
            readonly attempt: number;
            /** @description Node name of the worker. */
            readonly worker: string | null;
        };
        /** @description What happened to jobs. `wait` is of those that began, from when they were made; `run` of those that ended. Null where there was none. */
        readonly JobSums: {
            readonly made: number;
            /** @description Attempts that a worker began. */
            readonly began: number;
            /** @description Jobs that ended well. */
            readonly finished: number;
            readonly failed: number;
            readonly cancelled: number;
            readonly wait: components["schemas"]["Spread"] | null;
            readonly run: components["schemas"]["Spread"] | null;
        };
        readonly JobTimeline: {
            /** @description Name of the queue that it was last put on. */
            readonly queue: string | null;
            /** @description Each change of its status, oldest first. */
            readonly changes: readonly components["schemas"]["JobStatusChange"][];
            /** @description Each time that it was tried, oldest first. */
            readonly attempts: readonly components["schemas"]["JobAttempt"][];
        };
        readonly JobsChoice: {
            /** @description The jobs. */
            readonly ids?: readonly number[];
            readonly filter?: components["schemas"]["JobsFilter"];
            /**
             * @description Only counts the jobs, and changes nothing.
             * @default false
             */
            readonly dryRun?: boolean;
            /** @description With a filter: where to go on, as the answer before said. What a dry run answers leaves out jobs made since then. */
            readonly cursor?: string;
        };
        readonly JobsDone: {
            /** @description Jobs that were chosen; with a filter, those from the cursor on. */
            readonly count: number;
            /** @description False where there are as many at least. */
            readonly isCountExact: boolean;
            /** @description Jobs that it was done with by this request. */
            readonly done: number;
            /** @description Jobs that it cannot be done with, since they have ended, or have not. */
            readonly skipped: number;
            /** @description Send it with the same filter to go on. Null when all is done. */
            readonly cursor: string | null;
            /** @description Of the new jobs, where jobs are run again. */
            readonly ids: readonly number[];
        };
        readonly JobsFilter: {
            /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
            readonly method?: string;
            /**
             * @description A status, or a category of them.
             * @enum {string}
             */
            readonly status?: "Pending" | "Running" | "Finished" | "Cancelled" | "Failed" | "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            /**
             * @description Who made it: oneself, somebody else, or nobody known.
             * @enum {string}
             */
            readonly creator?: "me" | "other" | "anon";
            /** @description Name of the user who made it, in place of `creator`. */
            readonly createdBy?: string;
            /**
             * Format: date-time
             * @description Made then, or later.
             */
            readonly createdAfter?: string;
            /**
             * Format: date-time
             * @description Made earlier than then.
             */
            readonly createdBefore?: string;
            /** @description Name of its queue, or id. */
            readonly queue?: string;
            /** @description Name of the worker that has it, or had it. */
            readonly worker?: string;
            /** @description The `type` of its error. */
            readonly errorType?: string;
            /** @description What the broker calls its task: a UUID, if somebody else has sent it. */
            readonly taskId?: string;
            /** @description Params that it has, as `name:value`; of a nested one, `outer.inner:value`. Numbers and booleans as they are written. In a query, given once for each. */
            readonly param?: readonly string[];
            /** @description Words, or their beginnings, all of which are in the description, the method or the main argument; or the id. */
            readonly search?: string;
        };
        readonly JobsRetry: {
            /** @description The jobs. */
            readonly ids?: readonly number[];
            readonly filter?: components["schemas"]["JobsFilter"];
            /**
             * @description Only counts the jobs, and changes nothing.
             * @default false
             */
            readonly dryRun?: boolean;
            /** @description With a filter: where to go on, as the answer before said. What a dry run answers leaves out jobs made since then. */
            readonly cursor?: string;
            /** @description A name that the client gives to the whole of its requests. Under one name no job is run again twice: a request whose answer was lost can be repeated. */
            readonly operation?: string;
        };
        readonly Me: {
            readonly id: number;
            readonly username: string;
            readonly firstName: string;
            readonly lastName: string;
            /** @description Whether you may do what is for staff only. */
            readonly isStaff: boolean;
            /** @description Id of the session that signs this request; null if a token does. */
            readonly session: string | null;
        };
        readonly Method: {
            /** @description As jobs name it. */
            readonly name: string;
            readonly title: string | null;
            readonly description: string | null;
            /** @description JSON Schema of its params. Null where its workers do not tell, as those of Celery do not. */
            readonly params: {
                readonly [key: string]: JsonValue;
            } | null;
            /** @description Params that make sense, the simplest first. */
            readonly examples: readonly JsonValue[];
            /** @description How many workers run it now. */
            readonly workers: number;
        };
        readonly MethodList: {
            /** @description By their names. */
            readonly methods: readonly components["schemas"]["Method"][];
        };
        readonly MethodSums: {
            readonly method: string;
            readonly made: number;
            /** @description Attempts that a worker began. */
            readonly began: number;
            /** @description Jobs that ended well. */
            readonly finished: number;
            readonly failed: number;
            readonly cancelled: number;
            readonly wait: components["schemas"]["Spread"] | null;
            readonly run: components["schemas"]["Spread"] | null;
        };
        readonly NewJob: {
            /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
            readonly method: string;
            readonly params?: {
                readonly [key: string]: JsonValue;
            };
            readonly description?: string | null;
            /** @description Texts by name, given to the worker alone. They are stored encrypted until the job ends, and never answered. */
            readonly secrets?: {
                readonly [key: string]: string;
            } | null;
            /** @description Opens this one job to whoever presents it as `?key=`. */
            readonly key?: string;
            /** @description How often it is started at most, when its workers die under it. Default 3. */
            readonly maxAttempts?: number;
        };
        readonly NewJobIds: {
            readonly count: number;
            /** @description In the order of the jobs. */
            readonly ids: readonly number[];
        };
        readonly NewJobs: {
            /** @description With at most 100 different methods. */
            readonly jobs: readonly components["schemas"]["NewJob"][];
        };
        readonly Overseer: {
            readonly hostname: string;
            readonly pid: number;
            readonly version: string | null;
            /** Format: date-time */
            readonly started: string;
            /**
             * Format: date-time
             * @description When it was last heard of.
             */
            readonly updated: string;
        };
        readonly OverseerEvent: {
            readonly hostname: string;
            readonly pid: number;
            readonly version?: string | null;
            /** @description Whether it goes now. Default false. */
            readonly stopping?: boolean;
        };
        readonly PasswordUpdate: {
            /** @description Not the user name. */
            readonly password: string;
            /** @description Of one's own that one has: the one so far. */
            readonly oldPassword?: string;
        };
        readonly Project: {
            readonly id: number;
            readonly creator: number | null;
            /** Format: date-time */
            readonly created: string;
            /** @description Letters, digits, - and _, not only digits. Each account's projects have different names. */
            readonly name: string;
            readonly title: string | null;
            readonly description: string | null;
            /** @description Path of the main file. */
            readonly main: string | null;
            /** @enum {string|null} */
            readonly theme: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead: string | null;
            readonly extraTop: string | null;
            readonly extraBottom: string | null;
            readonly temporary: boolean;
            readonly public: boolean;
            /** @description Random characters, for those who may edit the project. */
            readonly key: string | null;
            /**
             * @description Which content is shown: the working files, or a snapshot.
             * @enum {string}
             */
            readonly liveness: "live" | "latest" | "pinned";
            readonly pinned: string | null;
            /** @description Id of the zone whose workers its jobs go to first. Null: those of its account, then of the hub. */
            readonly zone: number | null;
            readonly account: number;
            /**
             * @description Your role on the project.
             * @enum {string|null}
             */
            readonly role: "READER" | "REVIEWER" | "EDITOR" | "AUTHOR" | "MANAGER" | "OWNER" | null;
        };
        readonly ProjectAgent: {
            readonly id: number;
            readonly project: number;
            /** @enum {string} */
            readonly type: "user" | "team";
            /** @description Id of the user or team. */
            readonly agent: string;
            /** @description Name of the user or team. */
            readonly name: string;
            /** @enum {string} */
            readonly role: "READER" | "REVIEWER" | "EDITOR" | "AUTHOR" | "MANAGER" | "OWNER";
        };
        readonly ProjectAgentCreate: {
            /** @enum {string} */
            readonly type: "user" | "team";
            /** @description Id of a user, or of a team of the project's account. */
            readonly agent: number;
            /** @enum {string} */
            readonly role: "READER" | "REVIEWER" | "EDITOR" | "AUTHOR" | "MANAGER" | "OWNER";
        };
        readonly ProjectAgentUpdate: {
            readonly id?: number;
            /** @enum {string} */
            readonly role?: "READER" | "REVIEWER" | "EDITOR" | "AUTHOR" | "MANAGER" | "OWNER";
            readonly project?: number;
            readonly user?: number | null;
            readonly team?: number | null;
        };
        readonly ProjectCreate: {
            readonly id?: number;
            readonly creator?: number | null;
            /** Format: date-time */
            readonly created?: string;
            /** @description Letters, digits, - and _, not only digits. Each account's projects have different names. */
            readonly name?: string;
            readonly title?: string | null;
            readonly description?: string | null;
            /** @description Path of the main file. */
            readonly main?: string | null;
            /** @enum {string|null} */
            readonly theme?: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead?: string | null;
            readonly extraTop?: string | null;
            readonly extraBottom?: string | null;
            /** @description Random characters, for those who may edit the project. */
            readonly key?: string;
            /**
             * @description Which content is shown: the working files, or a snapshot.
             * @enum {string}
             */
            readonly liveness?: "live" | "latest" | "pinned";
            /** @description Id of the zone whose workers its jobs go to first. Null: those of its account, then of the hub. */
            readonly zone?: number | null;
            /** @description Id of the account; default your personal one. */
            readonly account?: number;
            /** @default false */
            readonly temporary?: boolean;
            /**
             * @description Whether anybody may read it.
             * @default false
             */
            readonly public?: boolean;
            readonly pinned?: string | null;
        };
        readonly ProjectList: {
            readonly id: number;
            readonly creator: number | null;
            /** Format: date-time */
            readonly created: string;
            /** @description Letters, digits, - and _, not only digits. Each account's projects have different names. */
            readonly name: string;
            readonly title: string | null;
            readonly description: string | null;
            /** @description Path of the main file. */
            readonly main: string | null;
            /** @enum {string|null} */
            readonly theme: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead: string | null;
            readonly extraTop: string | null;
            readonly extraBottom: string | null;
            readonly temporary: boolean;
            readonly public: boolean;
            /** @description Random characters, for those who may edit the project. */
            readonly key: string | null;
            /**
             * @description Which content is shown: the working files, or a snapshot.
             * @enum {string}
             */
            readonly liveness: "live" | "latest" | "pinned";
            readonly pinned: string | null;
            /** @description Id of the zone whose workers its jobs go to first. Null: those of its account, then of the hub. */
            readonly zone: number | null;
            readonly account: components["schemas"]["AccountList"];
            /**
             * @description Your role on the project.
             * @enum {string}
             */
            readonly role: "READER" | "REVIEWER" | "EDITOR" | "AUTHOR" | "MANAGER" | "OWNER";
        };
        readonly ProjectStatistics: {
            /** @description Length of a span. */
            readonly seconds: number;
            /**
             * Format: date-time
             * @description When the first span begins.
             */
            readonly since: string;
            /**
             * Format: date-time
             * @description When the last one ends, which goes on.
             */
            readonly until: string;
            /** @description Every span, the oldest first. */
            readonly series: readonly components["schemas"]["JobSpan"][];
            readonly totals: components["schemas"]["JobSums"];
            /** @description By method, in the order of the alphabet. */
            readonly methods: readonly components["schemas"]["MethodSums"][];
            /** @description Why jobs failed, the most frequent first. */
            readonly failures: readonly components["schemas"]["JobFailures"][];
            /** @description How many jobs have which status now, in the order of statuses. */
            readonly statuses: readonly components["schemas"]["StatusCount"][];
        };
        readonly ProjectUpdate: {
            readonly id?: number;
            readonly creator?: number | null;
            /** Format: date-time */
            readonly created?: string;
            /** @description Letters, digits, - and _, not only digits. Each account's projects have different names. */
            readonly name?: string;
            readonly title?: string | null;
            readonly description?: string | null;
            /** @description Path of the main file. */
            readonly main?: string | null;
            /** @enum {string|null} */
            readonly theme?: "bootstrap" | "elife" | "f1000" | "galleria" | "giga" | "latex" | "nature" | "plos" | "rpng" | "skeleton" | "stencila" | "tufte" | "wilmore" | null;
            readonly extraHead?: string | null;
            readonly extraTop?: string | null;
            readonly extraBottom?: string | null;
            /** @description Random characters, for those who may edit the project. */
            readonly key?: string;
            /**
             * @description Which content is shown: the working files, or a snapshot.
             * @enum {string}
             */
            readonly liveness?: "live" | "latest" | "pinned";
            /** @description Id of the zone whose workers its jobs go to first. Null: those of its account, then of the hub. */
            readonly zone?: number | null;
            /** @description Id of the account, to which the project goes. */
            readonly account?: number;
            readonly temporary?: boolean;
            /** @description Whether anybody may read it. */
            readonly public?: boolean;
            /** @description Id of the snapshot that is shown. */
            readonly pinned?: string | null;
        };
        readonly Queue: {
            readonly id: number;
            /** @description `<zone>[:<priority>][:untrusted][:interrupt]`; all that follows is told by it. */
            readonly name: string;
            /** @description Id of its zone. */
            readonly zone: number;
            /** @description The least priority of jobs that it is meant for. */
            readonly priority: number;
            /** @description Whether it is for jobs that run untrusted code. */
            readonly untrusted: boolean;
            /** @description Whether it is for jobs that may be interrupted, and started again. */
            readonly interrupt: boolean;
            /** @description Jobs that wait in it. */
            readonly depth: number;
            /**
             * Format: date-time
             * @description When the job came that has waited the longest.
             */
            readonly oldestWaiting: string | null;
            /** @description Jobs that came to it, over the last five minutes. */
            readonly enteredPerMinute: number;
            /** @description Jobs that workers took from it, or that were cancelled. */
            readonly leftPerMinute: number;
            /** @description Ids of the workers that take from it now. */
            readonly workers: readonly number[];
        };
        readonly Session: {
            readonly id: string;
            /** Format: date-time */
            readonly created: string;
            /**
             * Format: date-time
             * @description When it ends, unless it is used before.
             */
            readonly expiry: string | null;
            /** @description What the browser calls itself. */
            readonly client: string | null;
            /** @description Whether it is the one that signs this request, or was made by it. */
            readonly isCurrent: boolean;
        };
        readonly SessionsPage: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Session"][];
        };
        readonly SetAsideChoice: {
            /** @description Which; null or nothing for all. */
            readonly ids?: readonly string[] | null;
        };
        readonly SetAsideCount: {
            /** @description How many there were of these. */
            readonly count: number;
        };
        readonly SetAsideMessage: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "event" | "task";
            /** @description Why nobody could take it. */
            readonly reason: string;
            /** @description Where it was. */
            readonly queue: string;
            /**
             * Format: date-time
             * @description When it was set aside.
             */
            readonly time: string | null;
            /** @description The event; of a task only what it is, since its arguments may hold secrets. */
            readonly content: JsonValue;
        };
        readonly SetAsideMessages: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["SetAsideMessage"][];
        };
        readonly SignIn: {
            readonly username?: string;
            readonly password?: string;
            readonly token?: string;
            /** @description The last part of a sign-in link. */
            readonly code?: string;
        };
        readonly SignInCode: {
            /**
             * Format: uri
             * @description Opened in a browser, once, it signs that browser in.
             */
            readonly url: string;
            /** Format: date-time */
            readonly expiry: string;
        };
        readonly SignInCodeCreate: {
            /** @description Default yourself. */
            readonly username?: string;
        };
        readonly Spread: {
            /** @description Of how many jobs it is known. */
            readonly count: number;
            /** @description Half of them took so many seconds or less. Off by 9 % at most, as are the others. */
            readonly p50: number;
            readonly p95: number;
            readonly p99: number;
        };
        readonly Statistics: {
            /** @description Length of a span. */
            readonly seconds: number;
            /**
             * Format: date-time
             * @description When the first span begins.
             */
            readonly since: string;
            /**
             * Format: date-time
             * @description When the last one ends, which goes on.
             */
            readonly until: string;
            /** @description Every span, the oldest first. */
            readonly series: readonly components["schemas"]["JobSpan"][];
            readonly totals: components["schemas"]["JobSums"];
            /** @description By method, in the order of the alphabet. */
            readonly methods: readonly components["schemas"]["MethodSums"][];
            /** @description Why jobs failed, the most frequent first. */
            readonly failures: readonly components["schemas"]["JobFailures"][];
            /** @description How many jobs have which status now, in the order of statuses. */
            readonly statuses: readonly components["schemas"]["StatusCount"][];
            readonly workers: components["schemas"]["WorkerSums"];
            /** @description The queues, the fullest first, up to 100. */
            readonly queues: readonly components["schemas"]["HubQueue"][];
        };
        readonly StatusCount: {
            /** @enum {string} */
            readonly status: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            readonly jobs: number;
        };
        readonly StatusResponse: {
            /**
             * Format: date-time
             * @description The time at the database.
             */
            readonly time: string;
            /** @description Version of Jobhub. */
            readonly version: string;
        };
        readonly Suggestion: {
            /** @description As the filter takes it. */
            readonly value: string;
            /** @description How many jobs have it, where that is known. */
            readonly jobs: number | null;
        };
        readonly Suggestions: {
            readonly results: readonly components["schemas"]["Suggestion"][];
        };
        readonly Tier: {
            readonly id: number;
            /** @description Not only digits. All tiers have different names. */
            readonly name: string;
            /** @description Of its accounts' jobs: 0 last, 9 first. */
            readonly priority: number;
            /** @description Jobs that have not ended, at one time. Null for no limit. */
            readonly maxActiveJobs: number | null;
            /** @description Jobs created within an hour. Null for no limit. */
            readonly maxJobsPerHour: number | null;
            /** @description Minutes that jobs run within a month. Null for no limit. */
            readonly maxJobMinutesPerMonth: number | null;
            /** @description How many accounts are on it. */
            readonly accounts: number;
        };
        readonly TierCreate: {
            /** @description Not only digits. All tiers have different names. */
            readonly name: string;
            /** @description Of its accounts' jobs: 0 last, 9 first. */
            readonly priority?: number;
            /** @description Jobs that have not ended, at one time. Null for no limit. */
            readonly maxActiveJobs?: number | null;
            /** @description Jobs created within an hour. Null for no limit. */
            readonly maxJobsPerHour?: number | null;
            /** @description Minutes that jobs run within a month. Null for no limit. */
            readonly maxJobMinutesPerMonth?: number | null;
        };
        readonly TierUpdate: {
            /** @description Not only digits. All tiers have different names. */
            readonly name?: string;
            /** @description Of its accounts' jobs: 0 last, 9 first. */
            readonly priority?: number;
            /** @description Jobs that have not ended, at one time. Null for no limit. */
            readonly maxActiveJobs?: number | null;
            /** @description Jobs created within an hour. Null for no limit. */
            readonly maxJobsPerHour?: number | null;
            /** @description Minutes that jobs run within a month. Null for no limit. */
            readonly maxJobMinutesPerMonth?: number | null;
        };
        readonly Tiers: {
            /** @description How many there are in all. */
            readonly count: number;
            /**
             * Format: uri
             * @description Address of the next page.
             */
            readonly next: string | null;
            /**
             * Format: uri
             * @description Address of the page before.
             */
            readonly previous: string | null;
            readonly results: readonly components["schemas"]["Tier"][];
        };
        readonly Token: {
            /** @description Id of the user whose token it is. */
            readonly user: number;
            /** @description The first 8 characters of the token. */
            readonly id: string;
            /** Format: date-time */
            readonly created: string;
            /**
             * Format: date-time
             * @description When it stops working; null for never.
             */
            readonly expiry: string | null;
        };
        readonly UnconfirmedJob: {
            readonly id: number;
            readonly project: number | null;
            /**
             * Format: date-time
             * @description Since when it waits for the broker to take it.
             */
            readonly since: string;
        };
        readonly UpdateResult: {
            /** @description As it was given. */
            readonly id: JsonValue;
            /** @description The HTTP status that this update alone would have been answered with. */
            readonly code: number;
            /**
             * @description Of the job, where the code is 200.
             * @enum {string}
             */
            readonly status?: "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
            /** @description What is wrong, in all other cases. */
            readonly message?: string;
            readonly errors?: readonly components["schemas"]["FieldFault"][];
        };
        readonly User: {
            readonly id: number;
            readonly username: string;
            readonly firstName: string;
            readonly lastName: string;
            readonly email?: string | null;
            /** @description Whether the user may do what is for staff only. */
            readonly isStaff?: boolean;
            /** @description Whether the user can sign in, and the user's tokens work. */
            readonly active?: boolean;
            /** Format: date-time */
            readonly created?: string;
        };
        readonly UserCreate: {
            readonly username: string;
            readonly firstName?: string;
            readonly lastName?: string;
            readonly email?: string | null;
            /** @description Not the user name. Without one, a sign-in link lets the user in. */
            readonly password?: string;
            /** @default false */
            readonly isStaff?: boolean;
        };
        readonly UserUpdate: {
            readonly firstName?: string;
            readonly lastName?: string;
            readonly email?: string | null;
            readonly isStaff?: boolean;
            /** @description False turns the user away: no token, session, code or password works. */
            readonly active?: boolean;
        };
        readonly Worker: {
            readonly id: number;
            /** @description Whether it has not finished, and not missed its last five heartbeats. */
            readonly active: boolean;
            /**
             * Format: date-time
             * @description When it was first heard of.
             */
            readonly created: string;
            /**
             * Format: date-time
             * @description By its own clock.
             */
            readonly started: string | null;
            /**
             * Format: date-time
             * @description When it was last heard of.
             */
            readonly updated: string | null;
            /** Format: date-time */
            readonly finished: string | null;
            /** @description Node name, such as `name@host`. */
            readonly hostname: string;
            /** @description Hours west of UTC. */
            readonly utcoffset: number | null;
            /** @description Process id on its host. */
            readonly pid: number | null;
            /** @description Seconds between its heartbeats. */
            readonly freq: number | null;
            readonly software: string | null;
            readonly os: string | null;
            /** @description What inspection told of it, as it came. */
            readonly details: JsonValue;
            /** @description All that it is known by, in one. */
            readonly signature: string | null;
            /** @description Ids of the queues that it takes jobs from. */
            readonly queues: readonly number[];
            /** @description Names of the methods that it runs. Null if it has not said. */
            readonly methods: readonly string[] | null;
            /** @description Of its software. */
            readonly version: string | null;
            /** @description Jobs that it runs at once at most. Null if it has not said. */
            readonly slots: number | null;
            /**
             * Format: date-time
             * @description Of its last heartbeat, by its own clock; what follows is from there.
             */
            readonly heartbeat: string | null;
            /** @description Jobs that it ran then. */
            readonly running: number | null;
            /** @description Jobs that it had run since it started. */
            readonly processed: number | null;
            /** @description Load of its host over the last 1, 5 and 15 minutes. */
            readonly load: readonly number[] | null;
        };
        readonly WorkerControl: {
            /**
             * @description `drain`: take no more, and finish what runs; it stays. `shutdown`: the same, and end. `autoscale`: Celery's workers that were started with it.
             * @enum {string}
             */
            readonly action: "grow" | "shrink" | "autoscale" | "addQueue" | "cancelQueue" | "rateLimit" | "timeLimit" | "drain" | "shutdown";
            /** @description Of `grow` and `shrink`: by how many; 1 if it is not given. */
            readonly n?: number | null;
            /** @description Of `autoscale`. */
            readonly min?: number | null;
            /** @description Of `autoscale`. */
            readonly max?: number | null;
            /** @description Of `addQueue` and `cancelQueue`. */
            readonly queue?: string | null;
            /** @description Of `rateLimit` and `timeLimit`: for which jobs. */
            readonly method?: string | null;
            /** @description Of `rateLimit`: `10/s`, `5/m`, `100/h`; 0 for none. */
            readonly rate?: string | null;
            /** @description Of `timeLimit`: seconds until the job is told to stop. */
            readonly soft?: number | null;
            /** @description Of `timeLimit`: seconds until it is stopped. */
            readonly hard?: number | null;
        };
        readonly WorkerControlReply: {
            /** @description Node name of the worker. */
            readonly hostname: string;
            readonly action: string;
            /** @description What the worker says. */
            readonly answer: string;
        };
        readonly WorkerEvent: {
            /** @description Node name, such as `name@host`. */
            readonly hostname: string;
            /** @description Seconds since the epoch, by the worker's clock. */
            readonly timestamp?: number | null;
            /** @description Hours west of UTC. */
            readonly utcoffset?: number | null;
            readonly pid?: number | null;
            readonly clock?: number | null;
            /** @description Seconds between heartbeats. */
            readonly freq?: number | null;
            readonly active?: number | null;
            readonly processed?: number | null;
            readonly loadavg?: readonly number[] | null;
            readonly sw_ident?: string | null;
            readonly sw_ver?: string | null;
            readonly sw_sys?: string | null;
            /** @description Names of the queues that it takes from. Our own workers tell them. */
            readonly queues?: readonly string[] | null;
            /** @description Methods that it runs. Our own workers tell them. */
            readonly methods?: readonly string[] | null;
        } & {
            readonly [key: string]: JsonValue;
        };
        readonly WorkerHeartbeat: {
            /**
             * Format: date-time
             * @description By the worker's clock.
             */
            readonly time: string;
            /** @description Its logical clock. */
            readonly clock: number;
            /** @description Jobs that it runs. */
            readonly active: number;
            /** @description Jobs that it has run since it started. */
            readonly processed: number;
            /** @description Load of its host over the last 1, 5 and 15 minutes. */
            readonly load: JsonValue;
        };
        readonly WorkerInspection: {
            /** @description Node name of the worker. */
            readonly hostname: string;
            readonly what: string;
            /** @description What the worker says, in the words of Celery's `inspect`. */
            readonly answer: JsonValue;
        };
        readonly WorkerSums: {
            /** @description Workers that are there now. */
            readonly alive: number;
            /** @description Of these, those that run a job. */
            readonly busy: number;
            /** @description Jobs that they run. */
            readonly jobs: number;
            /** @description Jobs that they can run at once, as far as they say. */
            readonly slots: number;
        };
        readonly WorkerUpdate: {
            /** @description What `inspect stats` tells. `broker.virtual_host` names the account; `/` is the hub's own. */
            readonly stats?: {
                readonly [key: string]: JsonValue;
            } | null;
            readonly queues?: readonly JsonValue[] | null;
            /** @description Names of the tasks that it runs, as `inspect registered` tells: jobs of these go to it. */
            readonly methods?: readonly string[] | null;
        };
        readonly Zone: {
            readonly id: number;
            readonly account: number;
            /** @description Lower case letters, digits and -. Each account's zones have different names. */
            readonly name: string;
        };
        readonly ZoneCreate: {
            readonly id?: number;
            readonly account?: number;
            /** @description Lower case letters, digits and -. Each account's zones have different names. */
            readonly name: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AccountBroker = components['schemas']['AccountBroker'];
export type AccountCreate = components['schemas']['AccountCreate'];
export type AccountList = components['schemas']['AccountList'];
export type AccountPlan = components['schemas']['AccountPlan'];
export type AccountPlanUpdate = components['schemas']['AccountPlanUpdate'];
export type AccountRetrieve = components['schemas']['AccountRetrieve'];
export type AccountTeam = components['schemas']['AccountTeam'];
export type AccountTeamCreate = components['schemas']['AccountTeamCreate'];
export type AccountUpdate = components['schemas']['AccountUpdate'];
export type AccountUser = components['schemas']['AccountUser'];
export type AdoptedJob = components['schemas']['AdoptedJob'];
export type AdoptedJobs = components['schemas']['AdoptedJobs'];
export type AdoptedTask = components['schemas']['AdoptedTask'];
export type Adoption = components['schemas']['Adoption'];
export type AuditEntries = components['schemas']['AuditEntries'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type DatabaseTable = components['schemas']['DatabaseTable'];
export type ErrorReply = components['schemas']['ErrorReply'];
export type FieldFault = components['schemas']['FieldFault'];
export type HubBroker = components['schemas']['HubBroker'];
export type HubDatabase = components['schemas']['HubDatabase'];
export type HubHealth = components['schemas']['HubHealth'];
export type HubProblem = components['schemas']['HubProblem'];
export type HubQueue = components['schemas']['HubQueue'];
export type HubWaiting = components['schemas']['HubWaiting'];
export type InlineObject = components['schemas']['InlineObject'];
export type InlineObject1 = components['schemas']['InlineObject1'];
export type InlineObject2 = components['schemas']['InlineObject2'];
export type InlineObject3 = components['schemas']['InlineObject3'];
export type InlineObject4 = components['schemas']['InlineObject4'];
export type InlineObject5 = components['schemas']['InlineObject5'];
export type InlineResponse200 = components['schemas']['InlineResponse200'];
export type InlineResponse2001 = components['schemas']['InlineResponse2001'];
export type InlineResponse20011 = components['schemas']['InlineResponse20011'];
export type InlineResponse20011Results = components['schemas']['InlineResponse20011Results'];
export type InlineResponse20014 = components['schemas']['InlineResponse20014'];
export type InlineResponse20015 = components['schemas']['InlineResponse20015'];
export type InlineResponse2002 = components['schemas']['InlineResponse2002'];
export type InlineResponse2003 = components['schemas']['InlineResponse2003'];
export type InlineResponse2004 = components['schemas']['InlineResponse2004'];
export type InlineResponse2005 = components['schemas']['InlineResponse2005'];
export type InlineResponse2006 = components['schemas']['InlineResponse2006'];
export type InlineResponse2007 = components['schemas']['InlineResponse2007'];
export type InlineResponse2008 = components['schemas']['InlineResponse2008'];
export type InlineResponse2009 = components['schemas']['InlineResponse2009'];
export type InlineResponse201 = components['schemas']['InlineResponse201'];
export type Invite = components['schemas']['Invite'];
export type Job = components['schemas']['Job'];
export type JobAttempt = components['schemas']['JobAttempt'];
export type JobFailures = components['schemas']['JobFailures'];
export type JobLog = components['schemas']['JobLog'];
export type JobSpan = components['schemas']['JobSpan'];
export type JobStatusChange = components['schemas']['JobStatusChange'];
export type JobSums = components['schemas']['JobSums'];
export type JobTimeline = components['schemas']['JobTimeline'];
export type JobsChoice = components['schemas']['JobsChoice'];
export type JobsDone = components['schemas']['JobsDone'];
export type JobsFilter = components['schemas']['JobsFilter'];
export type JobsRetry = components['schemas']['JobsRetry'];
export type Me = components['schemas']['Me'];
export type Method = components['schemas']['Method'];
export type MethodList = components['schemas']['MethodList'];
export type MethodSums = components['schemas']['MethodSums'];
export type NewJob = components['schemas']['NewJob'];
export type NewJobIds = components['schemas']['NewJobIds'];
export type NewJobs = components['schemas']['NewJobs'];
export type Overseer = components['schemas']['Overseer'];
export type OverseerEvent = components['schemas']['OverseerEvent'];
export type PasswordUpdate = components['schemas']['PasswordUpdate'];
export type Project = components['schemas']['Project'];
export type ProjectAgent = components['schemas']['ProjectAgent'];
export type ProjectAgentCreate = components['schemas']['ProjectAgentCreate'];
export type ProjectAgentUpdate = components['schemas']['ProjectAgentUpdate'];
export type ProjectCreate = components['schemas']['ProjectCreate'];
export type ProjectList = components['schemas']['ProjectList'];
export type ProjectStatistics = components['schemas']['ProjectStatistics'];
export type ProjectUpdate = components['schemas']['ProjectUpdate'];
export type Queue = components['schemas']['Queue'];
export type Session = components['schemas']['Session'];
export type SessionsPage = components['schemas']['SessionsPage'];
export type SetAsideChoice = components['schemas']['SetAsideChoice'];
export type SetAsideCount = components['schemas']['SetAsideCount'];
export type SetAsideMessage = components['schemas']['SetAsideMessage'];
export type SetAsideMessages = components['schemas']['SetAsideMessages'];
export type SignIn = components['schemas']['SignIn'];
export type SignInCode = components['schemas']['SignInCode'];
export type SignInCodeCreate = components['schemas']['SignInCodeCreate'];
export type Spread = components['schemas']['Spread'];
export type Statistics = components['schemas']['Statistics'];
export type StatusCount = components['schemas']['StatusCount'];
export type StatusResponse = components['schemas']['StatusResponse'];
export type Suggestion = components['schemas']['Suggestion'];
export type Suggestions = components['schemas']['Suggestions'];
export type Tier = components['schemas']['Tier'];
export type TierCreate = components['schemas']['TierCreate'];
export type TierUpdate = components['schemas']['TierUpdate'];
export type Tiers = components['schemas']['Tiers'];
export type Token = components['schemas']['Token'];
export type UnconfirmedJob = components['schemas']['UnconfirmedJob'];
export type UpdateResult = components['schemas']['UpdateResult'];
export type User = components['schemas']['User'];
export type UserCreate = components['schemas']['UserCreate'];
export type UserUpdate = components['schemas']['UserUpdate'];
export type Worker = components['schemas']['Worker'];
export type WorkerControl = components['schemas']['WorkerControl'];
export type WorkerControlReply = components['schemas']['WorkerControlReply'];
export type WorkerEvent = components['schemas']['WorkerEvent'];
export type WorkerHeartbeat = components['schemas']['WorkerHeartbeat'];
export type WorkerInspection = components['schemas']['WorkerInspection'];
export type WorkerSums = components['schemas']['WorkerSums'];
export type WorkerUpdate = components['schemas']['WorkerUpdate'];
export type Zone = components['schemas']['Zone'];
export type ZoneCreate = components['schemas']['ZoneCreate'];
export type $defs = Record<string, never>;
export interface operations {
    readonly accounts_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse200"];
                };
            };
        };
    };
    readonly accounts_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "northern",
                 *       "displayName": "The Northern Company"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AccountCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountCreate"];
                };
            };
        };
    };
    readonly accounts_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountRetrieve"];
                };
            };
        };
    };
    readonly accounts_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "location": "Tromsø"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AccountUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountUpdate"];
                };
            };
        };
    };
    readonly accounts_audit_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditEntries"];
                };
            };
        };
    };
    readonly accounts_broker_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountBroker"];
                };
            };
        };
    };
    readonly accounts_queues_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2001"];
                };
            };
        };
    };
    readonly accounts_queues_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
                /**
                 * @description Id or name of the queue.
                 * @example default
                 */
                readonly queue: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Queue"];
                };
            };
        };
    };
    readonly accounts_statistics_read: {
        readonly parameters: {
            readonly query?: {
                /** @description In spans of a minute, a quarter of an hour, or an hour. */
                readonly window?: "1h" | "24h" | "7d";
                /** @description `series` and `totals` are of this method alone. */
                readonly method?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Statistics"];
                };
            };
        };
    };
    readonly accounts_teams_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2002"];
                };
            };
        };
    };
    readonly accounts_teams_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "editors",
                 *       "description": "Those who edit"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AccountTeamCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountTeamCreate"];
                };
            };
        };
    };
    readonly accounts_teams_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the team.
                 * @example editors
                 */
                readonly team: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountTeam"];
                };
            };
        };
    };
    readonly accounts_teams_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the team.
                 * @example passing
                 */
                readonly team: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly accounts_teams_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the team.
                 * @example editors
                 */
                readonly team: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "description": "All who edit"
                 *     }
                 */
                readonly "application/json": components["schemas"]["InlineObject"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineObject"];
                };
            };
        };
    };
    readonly accounts_teams_members_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the team.
                 * @example editors
                 */
                readonly team: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "overseer"
                 *     }
                 */
                readonly "application/json": components["schemas"]["InlineObject1"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineObject1"];
                };
            };
        };
    };
    readonly accounts_teams_members_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the team.
                 * @example editors
                 */
                readonly team: string;
                /**
                 * @description Id or name of the user.
                 * @example overseer
                 */
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly accounts_update_plan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "plan": "free"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AccountPlanUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountPlan"];
                };
            };
        };
    };
    readonly accounts_users_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2003"];
                };
            };
        };
    };
    readonly accounts_users_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "overseer",
                 *       "role": "MEMBER"
                 *     }
                 */
                readonly "application/json": components["schemas"]["InlineObject2"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineObject2"];
                };
            };
        };
    };
    readonly accounts_users_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
                /**
                 * @description Id or name of the user.
                 * @example overseer
                 */
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountUser"];
                };
            };
        };
    };
    readonly accounts_users_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
                /**
                 * @description Id or name of the user.
                 * @example overseer
                 */
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly accounts_users_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example northern
                 */
                readonly account: string;
                /**
                 * @description Id or name of the user.
                 * @example overseer
                 */
                readonly user: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "role": "MANAGER"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AccountUser"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountUser"];
                };
            };
        };
    };
    readonly accounts_workers_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
                /** @description Those that are, or are not. */
                readonly active?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2004"];
                };
            };
        };
    };
    readonly accounts_workers_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
                /**
                 * @description Id of the worker.
                 * @example 1
                 */
                readonly worker: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Worker"];
                };
            };
        };
    };
    readonly accounts_workers_control: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
                /**
                 * @description Id of the worker.
                 * @example 1
                 */
                readonly worker: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "action": "addQueue",
                 *       "queue": "north:5"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkerControl"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkerControlReply"];
                };
            };
        };
    };
    readonly accounts_workers_heartbeats_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
                /**
                 * @description Id of the worker.
                 * @example 1
                 */
                readonly worker: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2005"];
                };
            };
        };
    };
    readonly accounts_workers_inspect: {
        readonly parameters: {
            readonly query?: {
                /** @description What to ask for. */
                readonly what?: "stats" | "active" | "reserved" | "scheduled" | "registered" | "revoked" | "activeQueues" | "conf";
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example hub
                 */
                readonly account: string;
                /**
                 * @description Id of the worker.
                 * @example 1
                 */
                readonly worker: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["WorkerInspection"];
                };
            };
        };
    };
    readonly accounts_zones_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2006"];
                };
            };
        };
    };
    readonly accounts_zones_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "north"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ZoneCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Zone"];
                };
            };
        };
    };
    readonly accounts_zones_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the zone.
                 * @example north
                 */
                readonly zone: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Zone"];
                };
            };
        };
    };
    readonly accounts_zones_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the account.
                 * @example admin
                 */
                readonly account: string;
                /**
                 * @description Id or name of the zone.
                 * @example north
                 */
                readonly zone: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly audit_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditEntries"];
                };
            };
        };
    };
    readonly broker_set_aside_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["SetAsideMessages"];
                };
            };
        };
    };
    readonly broker_set_aside_drop: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "3"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["SetAsideChoice"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["SetAsideCount"];
                };
            };
        };
    };
    readonly broker_set_aside_replay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "1",
                 *         "2"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["SetAsideChoice"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["SetAsideCount"];
                };
            };
        };
    };
    readonly hub_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["HubHealth"];
                };
            };
        };
    };
    readonly hub_overseers_heartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "hostname": "example",
                 *       "pid": 4711
                 *     }
                 */
                readonly "application/json": components["schemas"]["OverseerEvent"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly hub_statistics_read: {
        readonly parameters: {
            readonly query?: {
                /** @description In spans of a minute, a quarter of an hour, or an hour. */
                readonly window?: "1h" | "24h" | "7d";
                /** @description `series` and `totals` are of this method alone. */
                readonly method?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Statistics"];
                };
            };
        };
    };
    readonly invites_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2007"];
                };
            };
        };
    };
    readonly invites_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "email": "somebody@example.org",
                 *       "action": "join_project",
                 *       "subjectId": 1,
                 *       "arguments": {
                 *         "role": "EDITOR"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["Invite"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Invite"];
                };
            };
        };
    };
    readonly invites_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the invite.
                 * @example 1
                 */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly jobs_bulk_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description Each with the `id` of its job. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example [
                 *       {
                 *         "id": 1,
                 *         "progress": 0.5
                 *       },
                 *       {
                 *         "id": 2,
                 *         "progress": 1
                 *       }
                 *     ]
                 */
                readonly "application/json": readonly components["schemas"]["InlineObject4"][];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["UpdateResult"][];
                };
            };
        };
    };
    readonly jobs_adopt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "project": 1,
                 *       "tasks": [
                 *         {
                 *           "taskId": "0b3c5d1e-7a52-4a6e-9d2f-3c1b8e6f7a90",
                 *           "method": "reports.monthly",
                 *           "params": {
                 *             "month": 3
                 *           },
                 *           "args": [],
                 *           "kwargs": {
                 *             "month": 3
                 *           },
                 *           "queue": "celery"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["Adoption"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["AdoptedJobs"];
                };
            };
        };
    };
    readonly jobs_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "description": "Corrected by hand"
                 *     }
                 */
                readonly "application/json": components["schemas"]["InlineObject3"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineObject3"];
                };
            };
        };
    };
    readonly jobs_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "status": "RUNNING",
                 *       "log": [
                 *         {
                 *           "level": "info",
                 *           "message": "Half-way"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["InlineObject4"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineObject4"];
                };
            };
        };
    };
    readonly projects_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
                /** @description In place of `offset`: `newest`, then as the address of another page says. */
                readonly cursor?: string;
                /** @description Id or name of the account. */
                readonly account?: string;
                /** @description Your role on the project. */
                readonly role?: "READER" | "REVIEWER" | "EDITOR" | "AUTHOR" | "MANAGER" | "OWNER";
                /** @description Whether anybody may read it. */
                readonly public?: boolean;
                /** @description Part of the name, title or description. */
                readonly search?: string;
                /** @description Part of the address of one of its sources. No project has sources yet. */
                readonly source?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2008"];
                };
            };
        };
    };
    readonly projects_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "example",
                 *       "title": "An example",
                 *       "public": true
                 *     }
                 */
                readonly "application/json": components["schemas"]["ProjectCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectCreate"];
                };
            };
        };
    };
    readonly projects_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    readonly projects_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example example
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly projects_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example example
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "title": "A better example"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ProjectUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectUpdate"];
                };
            };
        };
    };
    readonly projects_agents_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse2009"];
                };
            };
        };
    };
    readonly projects_agents_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "type": "user",
                 *       "agent": 2,
                 *       "role": "EDITOR"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ProjectAgentCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectAgent"];
                };
            };
        };
    };
    readonly projects_agents_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the agent: not that of the user or team.
                 * @example 3
                 */
                readonly agent: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectAgent"];
                };
            };
        };
    };
    readonly projects_agents_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the agent: not that of the user or team.
                 * @example 3
                 */
                readonly agent: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly projects_agents_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the agent: not that of the user or team.
                 * @example 3
                 */
                readonly agent: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "role": "AUTHOR"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ProjectAgentUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectAgentUpdate"];
                };
            };
        };
    };
    readonly projects_jobs_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. With filters other than `method` and `status` up to 10000: beyond it, follow `next`. */
                readonly offset?: number;
                /** @description parallel, series, chain, clean, archive, pull, push, decode, encode, convert, compile, build, execute, session, sleep; or the name of a task that a worker of Celery has registered. */
                readonly method?: string;
                /** @description A status, or a category of them. */
                readonly status?: "Pending" | "Running" | "Finished" | "Cancelled" | "Failed" | "WAITING" | "DISPATCHED" | "PENDING" | "RECEIVED" | "STARTED" | "RUNNING" | "RETRY" | "SUCCESS" | "CANCELLED" | "REVOKED" | "TERMINATED" | "FAILURE" | "REJECTED";
                /** @description Who made it: oneself, somebody else, or nobody known. */
                readonly creator?: "me" | "other" | "anon";
                /** @description Name of the user who made it, in place of `creator`. */
                readonly createdBy?: string;
                /** @description Made then, or later. */
                readonly createdAfter?: string;
                /** @description Made earlier than then. */
                readonly createdBefore?: string;
                /** @description Name of its queue, or id. */
                readonly queue?: string;
                /** @description Name of the worker that has it, or had it. */
                readonly worker?: string;
                /** @description The `type` of its error. */
                readonly errorType?: string;
                /** @description What the broker calls its task: a UUID, if somebody else has sent it. */
                readonly taskId?: string;
                /** @description Params that it has, as `name:value`; of a nested one, `outer.inner:value`. Numbers and booleans as they are written. In a query, given once for each. */
                readonly param?: readonly string[];
                /** @description Words, or their beginnings, all of which are in the description, the method or the main argument; or the id. */
                readonly search?: string;
                /** @description In place of `offset`: `newest`, then as the address of another page says. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse20011"];
                };
            };
        };
    };
    readonly projects_jobs_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "method": "sleep",
                 *       "params": {
                 *         "seconds": 1,
                 *         "repeat": 5
                 *       },
                 *       "description": "A short nap"
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewJob"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    readonly projects_jobs_bulk_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "jobs": [
                 *         {
                 *           "method": "convert",
                 *           "params": {
                 *             "text": "# One",
                 *             "to": "html"
                 *           }
                 *         },
                 *         {
                 *           "method": "convert",
                 *           "params": {
                 *             "text": "# Two",
                 *             "to": "html"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["NewJobs"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewJobIds"];
                };
            };
        };
    };
    readonly projects_jobs_bulk_cancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "status": "Pending",
                 *         "createdBefore": "2025-01-01T00:00:00Z"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["JobsChoice"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobsDone"];
                };
            };
        };
    };
    readonly projects_jobs_bulk_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "createdBefore": "2025-01-01T00:00:00Z"
                 *       },
                 *       "dryRun": true
                 *     }
                 */
                readonly "application/json": components["schemas"]["JobsChoice"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobsDone"];
                };
            };
        };
    };
    readonly projects_jobs_bulk_retry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "errorType": "WorkerLost"
                 *       },
                 *       "operation": "after the outage"
                 *     }
                 */
                readonly "application/json": components["schemas"]["JobsRetry"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobsDone"];
                };
            };
        };
    };
    readonly projects_jobs_execute: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        /** @description The node to execute, in any form that the worker's method takes. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "type": "CodeChunk",
                 *       "programmingLanguage": "python",
                 *       "text": "6 * 7"
                 *     }
                 */
                readonly "application/json": JsonValue;
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    readonly projects_jobs_live: {
        readonly parameters: {
            readonly query?: {
                /** @description Only this job. */
                readonly job?: number;
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The events. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
        };
    };
    readonly projects_jobs_suggestions: {
        readonly parameters: {
            readonly query: {
                /** @description The filter. */
                readonly field: "method" | "status" | "createdBy" | "queue" | "worker" | "errorType" | "param";
                /** @description What is typed already. */
                readonly prefix?: string;
                /** @description Most suggestions. More than 50 counts as 50. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Suggestions"];
                };
            };
        };
    };
    readonly projects_jobs_read: {
        readonly parameters: {
            readonly query?: {
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
                /** @description Whether its log comes with it, which may be long. */
                readonly log?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    readonly projects_jobs_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the job. */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly projects_jobs_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "description": "The first job of this hub"
                 *     }
                 */
                readonly "application/json": components["schemas"]["Job"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    readonly projects_jobs_cancel: {
        readonly parameters: {
            readonly query?: {
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    readonly projects_jobs_connect_read: {
        readonly parameters: {
            readonly query?: {
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Path on the job's server. It may have several parts.
                 * @example index.html
                 */
                readonly path: string;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Whatever the job's server answers. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "*/*": JsonValue;
                };
            };
        };
    };
    readonly projects_jobs_connect_create: {
        readonly parameters: {
            readonly query?: {
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Path on the job's server. It may have several parts.
                 * @example index.html
                 */
                readonly path: string;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        /** @description Whatever the job's server takes, in any format. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "any": "thing"
                 *     }
                 */
                readonly "application/json": JsonValue;
            };
        };
        readonly responses: {
            /** @description Whatever the job's server answers. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "*/*": JsonValue;
                };
            };
        };
    };
    readonly projects_jobs_log: {
        readonly parameters: {
            readonly query?: {
                /** @description Most entries in one page. More than 5000 counts as 5000. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
                /** @description Of this attempt. Default the current one. */
                readonly attempt?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobLog"];
                };
            };
        };
    };
    readonly projects_jobs_retry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    readonly projects_jobs_timeline: {
        readonly parameters: {
            readonly query?: {
                /** @description Key of the job, in place of a role on the project. */
                readonly key?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the job.
                 * @example 1
                 */
                readonly job: number;
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobTimeline"];
                };
            };
        };
    };
    readonly projects_methods_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["MethodList"];
                };
            };
        };
    };
    readonly projects_statistics_read: {
        readonly parameters: {
            readonly query?: {
                /** @description In spans of a minute, a quarter of an hour, or an hour. */
                readonly window?: "1h" | "24h" | "7d";
                /** @description `series` and `totals` are of this method alone. */
                readonly method?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the project, or `account/name` (with the / as %2F).
                 * @example first
                 */
                readonly project: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["ProjectStatistics"];
                };
            };
        };
    };
    readonly sessions_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["SessionsPage"];
                };
            };
        };
    };
    readonly sessions_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "ada",
                 *       "password": "difference engine"
                 *     }
                 */
                readonly "application/json": components["schemas"]["SignIn"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    readonly sessions_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of a session, or `current`: this browser's own. */
                readonly session: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly sign_in_codes_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["SignInCodeCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignInCode"];
                };
            };
        };
    };
    readonly status_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["StatusResponse"];
                };
            };
        };
    };
    readonly tiers_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tiers"];
                };
            };
        };
    };
    readonly tiers_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "large",
                 *       "priority": 6,
                 *       "maxActiveJobs": 5000,
                 *       "maxJobMinutesPerMonth": 100000
                 *     }
                 */
                readonly "application/json": components["schemas"]["TierCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tier"];
                };
            };
        };
    };
    readonly tiers_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the tier.
                 * @example large
                 */
                readonly tier: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly tiers_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id or name of the tier.
                 * @example large
                 */
                readonly tier: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "maxJobsPerHour": 2000
                 *     }
                 */
                readonly "application/json": components["schemas"]["TierUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tier"];
                };
            };
        };
    };
    readonly tokens_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse20014"];
                };
            };
        };
    };
    readonly tokens_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["InlineObject5"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse201"];
                };
            };
        };
    };
    readonly tokens_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The first 8 characters of a token, or the whole of it. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
        };
    };
    readonly tokens_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The first 8 characters of a token, or the whole of it. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly users_list: {
        readonly parameters: {
            readonly query?: {
                /** @description Most results in one page. More than 100 counts as 100. */
                readonly limit?: number;
                /** @description How many results to pass over. */
                readonly offset?: number;
                /** @description Part of a user name, first or last name. */
                readonly search?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["InlineResponse20015"];
                };
            };
        };
    };
    readonly users_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "ada",
                 *       "firstName": "Ada",
                 *       "email": "ada@example.org",
                 *       "password": "analytical engine"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UserCreate"];
            };
        };
        readonly responses: {
            /** @description Created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    readonly users_me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    readonly users_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the user.
                 * @example 1
                 */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    readonly users_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the user.
                 * @example 3
                 */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "lastName": "Byron"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UserUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    readonly users_password_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the user.
                 * @example 3
                 */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "password": "difference engine"
                 *     }
                 */
                readonly "application/json": components["schemas"]["PasswordUpdate"];
            };
        };
        readonly responses: {
            /** @description Nothing more to say. */
            readonly 204: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content?: never;
            };
        };
    };
    readonly workers_heartbeat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "hostname": "worker@example",
                 *       "pid": 4711,
                 *       "freq": 60,
                 *       "active": 0,
                 *       "processed": 0,
                 *       "loadavg": [
                 *         0,
                 *         0,
                 *         0
                 *       ],
                 *       "sw_ident": "py-celery",
                 *       "sw_ver": "5.2.6",
                 *       "sw_sys": "Linux"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkerEvent"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly workers_offline: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "hostname": "worker@example",
                 *       "pid": 4711,
                 *       "freq": 60,
                 *       "active": 0,
                 *       "processed": 0,
                 *       "loadavg": [
                 *         0,
                 *         0,
                 *         0
                 *       ],
                 *       "sw_ident": "py-celery",
                 *       "sw_ver": "5.2.6",
                 *       "sw_sys": "Linux"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkerEvent"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly workers_online: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "hostname": "worker@example",
                 *       "pid": 4711,
                 *       "freq": 60,
                 *       "active": 0,
                 *       "processed": 0,
                 *       "loadavg": [
                 *         0,
                 *         0,
                 *         0
                 *       ],
                 *       "sw_ident": "py-celery",
                 *       "sw_ver": "5.2.6",
                 *       "sw_sys": "Linux"
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkerEvent"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly workers_partial_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Node name of the worker.
                 * @example worker@example
                 */
                readonly hostname: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "stats": {
                 *         "broker": {
                 *           "virtual_host": "/"
                 *         }
                 *       },
                 *       "queues": [
                 *         {
                 *           "name": "default"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["WorkerUpdate"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly [name: string]: JsonValue;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
}

export type AccountCreateReply = AccountCreate & Required<Pick<AccountCreate, "id" | "user" | "created" | "image">>;
export type AccountTeamCreateReply = AccountTeamCreate & Required<Pick<AccountTeamCreate, "id" | "account">>;
export type AccountUpdateReply = AccountUpdate & Required<Pick<AccountUpdate, "id" | "user" | "creator" | "created" | "image">>;
export type AccountUserReply = AccountUser & Required<Pick<AccountUser, "id" | "user" | "account">>;
export type InlineObjectReply = InlineObject & Required<Pick<InlineObject, "id" | "account">>;
export type InlineObject3Reply = InlineObject3 & Required<Pick<InlineObject3, "id" | "statusMessage" | "summaryString" | "runtimeFormatted" | "url" | "created" | "updated" | "method" | "params" | "creator" | "queue" | "logLength" | "maxAttempts" | "taskId" | "rerunOf" | "position" | "children">>;
export type InlineObject4Reply = InlineObject4 & Required<Pick<InlineObject4, "id" | "statusMessage" | "summaryString" | "runtimeFormatted" | "url" | "created" | "updated" | "method" | "params" | "creator" | "queue" | "logLength" | "maxAttempts" | "taskId" | "rerunOf" | "position" | "children">>;
export type InviteReply = Invite & Required<Pick<Invite, "id" | "url" | "key" | "created" | "sent" | "accepted" | "completed" | "inviter" | "subjectType">>;
export type ProjectAgentUpdateReply = ProjectAgentUpdate & Required<Pick<ProjectAgentUpdate, "id" | "project" | "user" | "team">>;
export type ProjectCreateReply = ProjectCreate & Required<Pick<ProjectCreate, "id" | "creator" | "created" | "pinned">>;
export type ProjectUpdateReply = ProjectUpdate & Required<Pick<ProjectUpdate, "id" | "creator" | "created">>;
export type ZoneCreateReply = ZoneCreate & Required<Pick<ZoneCreate, "id" | "account">>;
