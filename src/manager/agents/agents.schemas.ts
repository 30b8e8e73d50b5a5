/** Schemas of agents. Their names and fields are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { ProjectParams } from "../access/access.schemas.ts";
import { Choice, Id, Named, Nullable, Page, READ_ONLY, Reference } from "../http/schemas.ts";
import { PROJECT_ROLES } from "../permissions.ts";

const AGENT_TYPES = ["user", "team"] as const;
const ROLE = Choice(PROJECT_ROLES);

export const AgentModel = Named(
  "ProjectAgent",
  Type.Object({
    id: Type.Integer(),
    project: Type.Integer(),
    type: Choice(AGENT_TYPES),
    agent: Type.String({ description: "Id of the user or team." }),
    name: Type.String({ description: "Name of the user or team." }),
    role: ROLE,
  }),
);
export type AgentFacts = Static<typeof AgentModel>;
export const AgentsPage = Page("InlineResponse2009", AgentModel);

export const AgentCreate = Named(
  "ProjectAgentCreate",
  Type.Object({
    type: Choice(AGENT_TYPES),
    agent: Reference("Id of a user, or of a team of the project's account."),
    role: ROLE,
  }),
);
export type AgentDetails = Static<typeof AgentCreate>;

export const AgentUpdate = Named(
  "ProjectAgentUpdate",
  Type.Object(
    {
      id: Type.Optional(Type.Integer(READ_ONLY)),
      role: Type.Optional(ROLE),
      project: Type.Optional(Type.Integer(READ_ONLY)),
      user: Type.Optional(Nullable(Type.Integer(READ_ONLY))),
      team: Type.Optional(Nullable(Type.Integer(READ_ONLY))),
    },
    { "x-ignored": ["type", "agent", "name"] },
  ),
);

export const AgentParams = Type.Object({
  ...ProjectParams.properties,
  agent: Id("Id of the agent: not that of the user or team."),
});
