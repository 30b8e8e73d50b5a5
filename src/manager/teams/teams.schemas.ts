/** Schemas of teams. Their names and fields are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { Formed, Named, Nullable, Page, READ_ONLY, Reference } from "../http/schemas.ts";
import { UserModel } from "../users/users.schemas.ts";

const NAME = Formed("^\\S(.*\\S)?$", "one line, with no space around it", {
  minLength: 1,
  maxLength: 64,
  description: "Not only digits. Each account's teams have different names.",
});
const DESCRIPTION = Nullable(Type.String({ maxLength: 10_000 }));

export const TeamModel = Named(
  "AccountTeam",
  Type.Object({
    id: Type.Integer(),
    account: Type.Integer(),
    name: Type.String(),
    description: DESCRIPTION,
    members: Type.Array(UserModel),
  }),
);
export type TeamFacts = Static<typeof TeamModel>;
export const TeamsPage = Page("InlineResponse2002", TeamModel);

const MEMBERS = Type.Array(Reference(), {
  maxItems: 1_000,
  description:
    "Ids of users, in place of those who are members now. Whoever is not a user of the account becomes a MEMBER of it.",
});

export const TeamCreate = Named(
  "AccountTeamCreate",
  Type.Object({
    id: Type.Optional(Type.Integer(READ_ONLY)),
    account: Type.Optional(Type.Integer(READ_ONLY)),
    name: NAME,
    description: Type.Optional(DESCRIPTION),
    members: Type.Optional(MEMBERS),
  }),
);

export const TeamUpdate = Named(
  "InlineObject",
  Type.Object({
    id: Type.Optional(Type.Integer(READ_ONLY)),
    account: Type.Optional(Type.Integer(READ_ONLY)),
    name: Type.Optional(NAME),
    description: Type.Optional(DESCRIPTION),
    members: Type.Optional(MEMBERS),
  }),
);

export const TeamMember = Named(
  "InlineObject1",
  Type.Object({
    id: Type.Optional(Reference("Of the user.")),
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 150, description: "In place of the id." })),
  }),
);

export const TeamParams = Type.Object({
  ...AccountParams.properties,
  team: Type.String({ description: "Id or name of the team." }),
});
export const TeamMemberParams = Type.Object({
  ...TeamParams.properties,
  user: Type.String({ description: "Id or name of the user." }),
});
