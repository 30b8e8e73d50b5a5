import { Type } from "typebox";
import { Formed, Named, Nullable, Page, Time } from "../http/schemas.ts";

const NAME = Type.String({ maxLength: 150 });
const EMAIL = Nullable(Formed("^[^\\s@]+@[^\\s@]+$", "an e-mail address", { minLength: 3, maxLength: 254 }));
const USERNAME = Formed("^[\\w.@+-]+$", "letters, digits, and any of _ . @ + -", { minLength: 1, maxLength: 150 });
const MIN_PASSWORD = 10;
const PASSWORD = Type.String({ minLength: MIN_PASSWORD, maxLength: 1024, description: "Not the user name." });

const USER = { id: Type.Integer(), username: USERNAME, firstName: NAME, lastName: NAME };

/** Of others, only staff get more than the names. */
export const UserModel = Named(
  "User",
  Type.Object({
    ...USER,
    email: Type.Optional(EMAIL),
    isStaff: Type.Optional(Type.Boolean({ description: "Whether the user may do what is for staff only." })),
    active: Type.Optional(Type.Boolean({ description: "Whether the user can sign in, and the user's tokens work." })),
    created: Type.Optional(Time()),
  }),
);
export const UsersPage = Page("InlineResponse20015", UserModel);

export const UserCreate = Named(
  "UserCreate",
  Type.Object({
    username: USERNAME,
    firstName: Type.Optional(NAME),
    lastName: Type.Optional(NAME),
    email: Type.Optional(EMAIL),
    password: Type.Optional({ ...PASSWORD, description: "Not the user name. Without one, a sign-in link lets the user in." }),
    isStaff: Type.Optional(Type.Boolean({ default: false })),
  }),
);

export const UserUpdate = Named(
  "UserUpdate",
  Type.Object({
    firstName: Type.Optional(NAME),
    lastName: Type.Optional(NAME),
    email: Type.Optional(EMAIL),
    isStaff: Type.Optional(Type.Boolean()),
    active: Type.Optional(
      Type.Boolean({ description: "False turns the user away: no token, session, code or password works." }),
    ),
  }),
);

export const PasswordUpdate = Named(
  "PasswordUpdate",
  Type.Object({
    password: PASSWORD,
    oldPassword: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1024, description: "Of one's own that one has: the one so far." }),
    ),
  }),
);

export const Me = Named(
  "Me",
  Type.Object({
    ...USER,
    isStaff: Type.Boolean({ description: "Whether you may do what is for staff only." }),
    session: Nullable(Type.String({ description: "Id of the session that signs this request; null if a token does." })),
  }),
);
