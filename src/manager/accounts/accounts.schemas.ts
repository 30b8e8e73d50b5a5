/** Schemas of accounts and their users. Their names, fields and limits are those that clients of the API generation know. */

import { type Static, type TSchema, Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { Choice, Formed, Named, Nullable, Page, READ_ONLY, Reference, Time } from "../http/schemas.ts";
import { ACCOUNT_ROLES } from "../permissions.ts";
import { TeamModel } from "../teams/teams.schemas.ts";
import { LIMITS } from "../tiers/tiers.schemas.ts";
import { UserModel } from "../users/users.schemas.ts";

export const THEMES = [
  "bootstrap",
  "elife",
  "f1000",
  "galleria",
  "giga",
  "latex",
  "nature",
  "plos",
  "rpng",
  "skeleton",
  "stencila",
  "tufte",
  "wilmore",
] as const;
export type Theme = (typeof THEMES)[number];

const MAX_CONTENT = 100_000;

const NAME = Formed("^[a-zA-Z0-9][-a-zA-Z0-9_]*$", "letters, digits, - and _, beginning with a letter or a digit", {
  minLength: 1,
  maxLength: 150,
  description: "Letters, digits, - and _, not only digits. All accounts have different names.",
});

/** What its managers set. */
const SET = {
  displayName: Nullable(Type.String({ maxLength: 256 })),
  location: Nullable(Type.String({ maxLength: 256 })),
  website: Nullable(Formed("^(https?://\\S+)?$", "an address that begins with http:// or https://", { maxLength: 200 })),
  email: Nullable(
    Formed("^([^\\s@]+@[^\\s@]+)?$", "an e-mail address", { maxLength: 254, description: "Where the public may write to." }),
  ),
  theme: Nullable(Choice(THEMES)),
  extraHead: Nullable(Type.String({ maxLength: MAX_CONTENT })),
  extraTop: Nullable(Type.String({ maxLength: MAX_CONTENT })),
  extraBottom: Nullable(Type.String({ maxLength: MAX_CONTENT })),
  hosts: Nullable(
    Type.String({ maxLength: MAX_CONTENT, description: "Where its projects may be shown, with spaces between." }),
  ),
};

/** What the server says, and clients may only send back. */
const told = (options: { readOnly?: true } = {}) => ({
  id: Type.Integer(options),
  user: Nullable(Type.Integer({ description: "Of a personal account, whose it is.", ...options })),
  creator: Nullable(Type.Integer(options)),
  created: Time(options),
  image: Nullable(Type.String(options)),
});
const { creator: _, ...TOLD_OF_NEW } = told(READ_ONLY);

/** An account in a list, or within other things: to whom it is not theirs, only what the public may know. */
export const AccountList = Named(
  "AccountList",
  Type.Object({
    ...told(),
    name: Type.String(),
    ...SET,
    role: Nullable(Choice(ACCOUNT_ROLES, { description: "Your role on the account." })),
  }),
);
export type AccountFacts = Static<typeof AccountList>;

export const AccountsPage = Page("InlineResponse200", AccountList);

export const AccountCreate = Named("AccountCreate", Type.Object({ ...optional(TOLD_OF_NEW), name: NAME, ...optional(SET) }));
export type AccountDetails = Omit<Static<typeof AccountCreate>, keyof typeof TOLD_OF_NEW>;

const PERSONAL = (which: string) =>
  Nullable(
    Type.String({ minLength: 1, maxLength: 150, description: `Of a personal account, the ${which} name of its person.` }),
  );

/** The tier that an account is on, and what it allows. */
const PLAN = {
  plan: Type.String({ description: "Name of its tier." }),
  ...LIMITS,
};

export const AccountUpdate = Named(
  "AccountUpdate",
  Type.Object(
    {
      ...optional(told(READ_ONLY)),
      name: Type.Optional(NAME),
      ...optional(SET),
      firstName: Type.Optional(PERSONAL("first")),
      lastName: Type.Optional(PERSONAL("last")),
    },
    { "x-ignored": ["role", "users", "teams", ...Object.keys(PLAN)] },
  ),
);
export type AccountChanges = Partial<AccountDetails> & {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
};

const ROLE = Choice(ACCOUNT_ROLES);

/** A user of an account; sent to change the role. */
export const AccountUserModel = Named(
  "AccountUser",
  Type.Object({
    id: Type.Optional(Type.Integer(READ_ONLY)),
    user: Type.Optional(Type.Unsafe<Static<typeof UserModel>>({ ...UserModel, ...READ_ONLY })),
    role: Type.Optional(ROLE),
    account: Type.Optional(Type.Integer(READ_ONLY)),
  }),
);
export const AccountUsersPage = Page("InlineResponse2003", AccountUserModel);

export const AccountUserCreate = Named(
  "InlineObject2",
  Type.Object({
    id: Type.Optional(Reference("Of the user.")),
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 150, description: "In place of the id." })),
    role: ROLE,
  }),
);

export const PlanUpdate = Named(
  "AccountPlanUpdate",
  Type.Object({ plan: Type.String({ minLength: 1, maxLength: 64, description: "Name of a tier." }) }),
);

export const Plan = Named("AccountPlan", Type.Object({ account: Type.Integer(), ...PLAN }));
export type PlanFacts = Static<typeof Plan>;

export const AccountRetrieve = Named(
  "AccountRetrieve",
  Type.Object({ ...AccountList.properties, ...PLAN, users: Type.Array(AccountUserModel), teams: Type.Array(TeamModel) }),
);

export const AccountUserParams = Type.Object({
  ...AccountParams.properties,
  user: Type.String({ description: "Id or name of the user." }),
});

/** The same fields, none of which is required. */
function optional<T extends Record<string, TSchema>>(fields: T) {
  return Type.Partial(Type.Object(fields)).properties;
}
