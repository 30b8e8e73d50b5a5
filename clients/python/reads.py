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


configuration = stencila.hub.Configuration(
    host=os.environ["HUB_HOST"],
    api_key={"Token": os.environ["HUB_TOKEN"]},
    api_key_prefix={"Token": "Token"},
)
count = 0
with stencila.hub.ApiClient(configuration) as client:
    apis = [api for name, api in vars(stencila.hub).items() if name.endswith("Api")]
    for api in apis:
        for name, method in inspect.getmembers(api(client), inspect.ismethod):
            if not is_read(name):
                continue
            named = [each for each in inspect.signature(method).parameters if each != "kwargs"]
            values = [PARAMETERS[IDS[api.__name__] if each == "id" else each] for each in named]
            reply = method(*values)
            assert reply is not None, name
            assert not name.endswith("_list") or not hasattr(reply, "count") or len(reply.results) > 0, name
            count += 1
print(count)
