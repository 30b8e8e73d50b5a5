/** Schemas of invites. Their names and fields are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { PAGE_QUERY } from "../http/pages.ts";
import { AnyObject, Choice, Formed, Id, Named, Nullable, Page, READ_ONLY, Reference, Time } from "../http/schemas.ts";

const ACTIONS = ["join_account", "join_team", "join_project", "take_tour"] as const;
export type Action = (typeof ACTIONS)[number];

/** Without a quotation mark, which breaks the code of some generators. */
const ADDRESS = "^[^\\s@<>(),;:\\x22\\\\]+@[^\\s@<>(),;:\\x22\\\\]+$";

const EMAIL = Formed(ADDRESS, "one e-mail address", {
  minLength: 1,
  maxLength: 2048,
  description: "Where the link is sent, if this hub sends mail.",
});

const SET = {
  email: EMAIL,
  message: Type.Optional(Nullable(Type.String({ maxLength: 10_000, description: "To whom is invited, in the mail." }))),
  action: Type.Optional(Nullable(Choice(ACTIONS, { description: "What following the link does." }))),
  subjectId: Type.Optional(
    Nullable(
      Reference("Id of the account, team or project to join. Default the `account`, `team` or `project` of `arguments`."),
    ),
  ),
  arguments: Type.Optional(
    AnyObject(
      "To join an account: `role`, default MEMBER. A project: `role`, default READER. To take a tour: `page`, a path on this hub, default `/`; and `tour`, the tour's name.",
    ),
  ),
};

const TOLD = {
  id: Type.Integer(READ_ONLY),
  url: Type.String({ description: "The link. It works once, for whoever is signed in.", ...READ_ONLY }),
  key: Type.String({ minLength: 1, ...READ_ONLY }),
  created: Time(READ_ONLY),
  sent: Nullable(Time({ description: "When it was mailed; null if it was not.", ...READ_ONLY })),
  accepted: Type.Boolean({ description: "Whether somebody has followed the link.", ...READ_ONLY }),
  completed: Nullable(Time(READ_ONLY)),
  inviter: Type.Integer(READ_ONLY),
  subjectType: Nullable(Type.Integer({ description: "1 for an account, 2 for a team, 3 for a project.", ...READ_ONLY })),
};

export const InviteModel = Named("Invite", Type.Object({ ...Type.Partial(Type.Object(TOLD)).properties, ...SET }));
export const InvitesPage = Page("InlineResponse2007", InviteModel);
export type InviteDetails = Omit<Static<typeof InviteModel>, keyof typeof TOLD>;

export const InvitesQuery = Type.Object(PAGE_QUERY);
export const InviteParams = Type.Object({ id: Id("Id of the invite.") });
