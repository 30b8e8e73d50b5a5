"""Reads everything that can be read with the generated client, which checks what it gets. Prints how many operations that were."""

import inspect
import json
import os

import stencila.hub

# Values of the parameters, by name; `id` by the class.
PARAMETERS = json.loads(os.environ["HUB_PARAMETERS"])
IDS = {"UsersApi": "user", "JobsApi": "job", "InvitesApi": "invite"}


def is_read(name):
    return name.endswith(("_list", "_read", "_me", "_log")) and "connect" not in name


# Which only staff may read, and what is empty while all is well.
STAFF = ("audit_", "broker_", "hub_", "tiers_")
EMPTY = {"broker_set_aside_list"}


def client(token):
    return stencila.hub.ApiClient(
        stencila.hub.Configuration(
            host=os.environ["HUB_HOST"],
            api_key={"Token": token},
            api_key_prefix={"Token": "Token"},
        )
    )


count = 0
with client(os.environ["HUB_TOKEN"]) as own, client(os.environ["HUB_STAFF_TOKEN"]) as staff:
    apis = [api for name, api in vars(stencila.hub).items() if name.endswith("Api")]
    for api in apis:
        for name, function in inspect.getmembers(api, inspect.isfunction):
            if not is_read(name):
                continue
            named = [each for each in inspect.signature(function).parameters if each not in ("self", "kwargs")]
            values = [PARAMETERS[IDS[api.__name__] if each == "id" else each] for each in named]
            reply = function(api(staff if name.startswith(STAFF) else own), *values)
            assert reply is not None, name
            has_items = not name.endswith("_list") or not hasattr(reply, "count") or len(reply.results) > 0
            assert has_items or name in EMPTY, name
            count += 1
print(count)
