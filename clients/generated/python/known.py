"""Every operation of the API generation, with a client as it was then. What it reads, it sends back. Prints how many that were."""

import json
import os

import stencila.hub as hub
from stencila.hub.rest import ApiException

NAMES = json.loads(os.environ["HUB_PARAMETERS"])
ACCOUNT, PROJECT, JOB, MEMBER = (NAMES[name] for name in ("account", "project", "job", "user"))
called = set()


def client(**api_key):
    return hub.ApiClient(
        hub.Configuration(host=os.environ["HUB_HOST"], api_key=api_key, api_key_prefix={"Token": "Token"})
    )


def call(function, *args, refused=None, **kwargs):
    """Calls an operation, which is refused with this code, if any."""
    called.add(function.__name__)
    try:
        reply = function(*args, **kwargs)
    except ApiException as refusal:
        assert refusal.status == refused, (function.__name__, refusal)
        assert '"message"' in refusal.body, refusal.body
        return None
    assert refused is None, function.__name__
    return reply


def raw(method, path, body):
    """What the client of that time has no way to send: it knows the operation, and not its body."""
    own.call_api(path, method, header_params={"Content-Type": "application/json"}, body=body, auth_settings=["Token"])


own, staff, nobody = client(Token=os.environ["HUB_TOKEN"]), client(Token=os.environ["HUB_STAFF_TOKEN"]), client()
accounts, projects, tokens = hub.AccountsApi(own), hub.ProjectsApi(own), hub.TokensApi(own)
users, invites = hub.UsersApi(own), hub.InvitesApi(own)
jobs, workers = hub.JobsApi(staff), hub.WorkersApi(staff)

assert call(hub.StatusApi(nobody).status_read).version
me = call(users.users_me)
assert call(users.users_read, me.id).username == me.username
assert call(users.users_list, search=me.username, limit=1, offset=0).count == 1

token = call(tokens.tokens_create, hub.InlineObject5())
assert call(hub.TokensApi(nobody).tokens_read, token.token).id == token.id == token.token[:8]
assert call(tokens.tokens_list, limit=1).results[0].id == token.id
call(tokens.tokens_delete, token.id)

made = call(accounts.accounts_create, hub.AccountCreate(name="of-old", display_name="Of old", website="", theme="nature"))
assert call(accounts.accounts_list, limit=1).results[0].name == "of-old"
read = call(accounts.accounts_read, "of-old")
read.location = "Here"
assert call(accounts.accounts_partial_update, made.id, read).location == "Here"
call(accounts.accounts_update_plan, ACCOUNT, refused=403)
call(accounts.accounts_users_create, made.id, hub.InlineObject2(id=int(MEMBER), role="MEMBER"))
assert call(accounts.accounts_users_list, made.id).count == 2
user = call(accounts.accounts_users_read, made.id, MEMBER)
user.role = "MANAGER"
assert call(accounts.accounts_users_partial_update, made.id, MEMBER, user).role == "MANAGER"
call(accounts.accounts_users_delete, made.id, MEMBER)

call(accounts.accounts_teams_create, "of-old", refused=400)
raw("POST", "/accounts/of-old/teams/", {"name": "team"})
assert call(accounts.accounts_teams_list, "of-old").results[0].name == "team"
call(accounts.accounts_teams_partial_update, "of-old", "team", hub.InlineObject(name="crew", description="All hands"))
call(accounts.accounts_teams_members_create, "of-old", "crew", hub.InlineObject1(username=me.username))
assert call(accounts.accounts_teams_read, "of-old", "crew").members[0].id == me.id
call(accounts.accounts_teams_members_delete, "of-old", "crew", me.username)
call(accounts.accounts_teams_delete, "of-old", "crew")

call(accounts.accounts_zones_create, "of-old", refused=400)
raw("POST", "/accounts/of-old/zones/", {"name": "north"})
assert call(accounts.accounts_zones_list, "of-old").results[0].name == "north"
zone = call(accounts.accounts_zones_read, "of-old", "north")
call(accounts.accounts_zones_delete, "of-old", zone.id)

for told in (workers.workers_online, workers.workers_heartbeat, workers.workers_offline):
    call(told, refused=400)
call(workers.workers_partial_update, NAMES["hostname"])
worker = call(accounts.accounts_workers_list, ACCOUNT).results[0]
assert call(accounts.accounts_workers_read, ACCOUNT, worker.id).hostname == NAMES["hostname"]
assert call(accounts.accounts_workers_heartbeats_list, ACCOUNT, worker.id).count > 0
assert call(accounts.accounts_queues_list, ACCOUNT).results[0].name == NAMES["queue"]
assert call(accounts.accounts_queues_read, ACCOUNT, NAMES["queue"]).zone
call(accounts.accounts_broker_list, ACCOUNT)

made = call(projects.projects_create, hub.ProjectCreate(account=made.id, name="of-old", title="Of old", public=True))
assert call(projects.projects_list, account="of-old", role="OWNER", public=True, search="of old").results[0].id == made.id
read = call(projects.projects_read, "of-old/of-old")
read.description = "What is kept"
assert call(projects.projects_partial_update, "of-old", read).description == "What is kept"
call(projects.projects_agents_create, "of-old", refused=400)
raw("POST", "/projects/of-old/agents/", {"type": "user", "agent": int(MEMBER), "role": "READER"})
agent = call(projects.projects_agents_list, "of-old").results[0]
read = call(projects.projects_agents_read, agent.id, "of-old")
read.role = "EDITOR"
assert call(projects.projects_agents_partial_update, agent.id, "of-old", read).role == "EDITOR"
call(projects.projects_agents_delete, agent.id, "of-old")
call(projects.projects_delete, "of-old")

call(projects.projects_jobs_create, PROJECT, refused=400)
call(projects.projects_jobs_execute, PROJECT, refused=400)
assert str(call(projects.projects_jobs_list, PROJECT, limit=1).results[0].id) == JOB
job = call(projects.projects_jobs_read, JOB, PROJECT)
job.description = "Of old"
assert call(projects.projects_jobs_partial_update, JOB, PROJECT, job).description == "Of old"
assert call(jobs.jobs_partial_update, JOB, hub.InlineObject4(status="RUNNING", worker=None, log="[]")).status == "RUNNING"
corrected = call(jobs.jobs_update, JOB, hub.InlineObject3(callback_id="c", anon_users=["a"]))
assert call(jobs.jobs_update, JOB, corrected).callback_id == "c"
call(projects.projects_jobs_connect_read, JOB, "a/page", PROJECT, refused=503)
call(projects.projects_jobs_connect_create, JOB, "a/page", PROJECT, job, refused=503)
assert call(projects.projects_jobs_cancel, JOB, PROJECT, job).status == "CANCELLED"

invite = call(invites.invites_create, hub.Invite(email="ada@example.org", action="join_project", subject_id=int(PROJECT)))
assert call(invites.invites_list, limit=1).results[0].id == invite.id
call(invites.invites_delete, invite.id)

print(len(called))
