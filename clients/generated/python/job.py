"""A job's way with the generated client, as its submitter, its overseer and a visitor see it. Prints its statuses."""

import datetime
import os

import stencila.hub
from stencila.hub.rest import ApiException


def configuration(**api_key):
    return stencila.hub.Configuration(
        host=os.environ["HUB_HOST"], api_key=api_key, api_key_prefix={"Token": "Token"}
    )


def status_of(code, call, *args, **kwargs):
    """The API refuses the call with this code, in its one shape."""
    try:
        call(*args, **kwargs)
    except ApiException as refusal:
        assert refusal.status == code, refusal
        assert '"message"' in refusal.body, refusal.body
    else:
        raise AssertionError(f"{call} was not refused")


with stencila.hub.ApiClient(configuration(Token=os.environ["HUB_TOKEN"])) as client:
    projects = stencila.hub.ProjectsApi(client)
    jobs = stencila.hub.JobsApi(client)
    me = stencila.hub.UsersApi(client).users_me()
    project = projects.projects_create({"name": "python", "title": "From Python"})
    assert project.creator == me.id
    assert [listed.id for listed in projects.projects_list(search="python").results] == [project.id]

    new = stencila.hub.NewJob(method="sleep", params={"seconds": 1, "snake_case": {"inner_key": 1}}, secrets={"KEY": "value"})
    job = projects.projects_jobs_create("python", new)
    assert job.status == "DISPATCHED" and job.is_active
    assert job.params == {"seconds": 1, "snake_case": {"inner_key": 1}}

    worker = "celery@python"
    now = datetime.datetime.now(datetime.timezone.utc)
    told = [
        stencila.hub.InlineObject4(status="RECEIVED", retries=0, worker=worker),
        stencila.hub.InlineObject4(status="STARTED", began=now, worker=worker),
        stencila.hub.InlineObject4(status="RUNNING", log=[{"message": "half-way"}]),
        stencila.hub.InlineObject4(status="SUCCESS", ended=now, runtime=1.5, worker=worker, result={"a_b": 1}),
    ]
    statuses = [jobs.jobs_partial_update(job.id, event).status for event in told]

    late = jobs.jobs_partial_update(job.id, stencila.hub.InlineObject4(status="RUNNING"))
    assert (late.status, late.began, late.runtime, late.result) == ("SUCCESS", now, 1.5, {"a_b": 1})
    corrected = jobs.jobs_update(job.id, stencila.hub.InlineObject3(description="Slept well"))
    assert corrected.description == "Slept well"

    page = projects.projects_jobs_list("python", status="Finished", limit=10)
    assert [(listed.id, listed.method) for listed in page.results] == [(job.id, "sleep")]
    assert projects.projects_jobs_log(job.id, "python").results == [{"message": "half-way"}]
    assert projects.projects_jobs_cancel(job.id, "python", {}).status == "SUCCESS"
    status_of(404, jobs.jobs_partial_update, 2**40, stencila.hub.InlineObject4())
    status_of(400, projects.projects_jobs_create, "python", {"method": "juggle"})

with stencila.hub.ApiClient(configuration()) as client:
    projects = stencila.hub.ProjectsApi(client)
    status_of(401, stencila.hub.JobsApi(client).jobs_update, job.id, stencila.hub.InlineObject3())
    status_of(404, projects.projects_jobs_read, job.id, "python", key="wrong")
    assert projects.projects_jobs_read(job.id, "python", key=job.key).status_message is not None

print(*statuses)
