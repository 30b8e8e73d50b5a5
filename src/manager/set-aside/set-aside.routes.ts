/** Messages that nobody could take, and what is to become of them. */

import { Type } from "typebox";
import type { Broker } from "../../broker/broker.ts";
import { signedIn } from "../access/access.service.ts";
import { audited } from "../audit/audit.service.ts";
import type { User } from "../auth/auth.store.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { Choice, Json, Named, Nullable, Page, Time } from "../http/schemas.ts";
import type { Hub } from "../hub.ts";

const TAGS = ["broker"];

const SetAsidePage = Page(
  "SetAsideMessages",
  Named(
    "SetAsideMessage",
    Type.Object({
      id: Type.String(),
      kind: Choice(["event", "task"]),
      reason: Type.String({ description: "Why nobody could take it." }),
      queue: Type.String({ description: "Where it was." }),
      time: Nullable(Time({ description: "When it was set aside." })),
      content: Json({ description: "The event; of a task only what it is, since its arguments may hold secrets." }),
    }),
  ),
);

const Chosen = Named(
  "SetAsideChoice",
  Type.Object({
    ids: Type.Optional(
      Nullable(
        Type.Array(Type.String({ maxLength: 256 }), { maxItems: 10_000, description: "Which; null or nothing for all." }),
      ),
    ),
  }),
);
const Count = Named("SetAsideCount", Type.Object({ count: Type.Integer({ description: "How many there were of these." }) }));

export async function setAsideRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/broker/set-aside/",
    {
      schema: {
        operationId: "broker_set_aside_list",
        tags: TAGS,
        summary: "List messages that were set aside.",
        description: "Events that the record refused, and tasks that no worker could read, the oldest first.",
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: SetAsidePage },
      },
    },
    async (request) => {
      const { limit, offset } = request.query;
      const count = await hub.broker.countSetAside();
      return pageOf(request, { count, results: await hub.broker.listSetAside(limit, offset) });
    },
  );

  const DEEDS = [
    { name: "replay", summary: "Put messages back.", description: "To where they came from, to be taken once more." },
    { name: "drop", summary: "Throw messages away.", description: "What was set aside is gone for good." },
  ] as const;
  for (const { name, summary, description } of DEEDS) {
    app.post(
      `/broker/set-aside/${name}/`,
      {
        schema: {
          operationId: `broker_set_aside_${name}`,
          tags: TAGS,
          summary,
          description,
          body: Chosen,
          response: { 200: Count },
        },
      },
      async (request) => ({ count: await dispose(hub, signedIn(request), name, request.body.ids ?? null) }),
    );
  }
}

function dispose(hub: Hub, user: User, name: keyof Pick<Broker, "replay" | "drop">, ids: string[] | null): Promise<number> {
  const deed = { user, account: null, action: `set-aside.${name}`, subject: "messages", details: { ids } };
  return audited(
    hub,
    deed,
    () => hub.broker[name](ids),
    (count) => (count === 1 ? "1 message" : `${count} messages`),
  );
}
