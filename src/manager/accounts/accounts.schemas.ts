import { type Static, Type } from "typebox";
import { Choice, Named, Nullable, Time } from "../http/schemas.ts";
import { ACCOUNT_ROLES } from "../permissions.ts";

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

/** An account within other things. */
export const AccountList = Named(
  "AccountList",
  Type.Object({
    id: Type.Integer(),
    name: Type.String(),
    user: Nullable(Type.Integer({ description: "Of a personal account, whose it is." })),
    creator: Nullable(Type.Integer()),
    created: Time(),
    displayName: Nullable(Type.String({ maxLength: 256 })),
    location: Nullable(Type.String({ maxLength: 256 })),
    image: Nullable(Type.String()),
    website: Nullable(Type.String({ maxLength: 200 })),
    email: Nullable(Type.String({ maxLength: 254 })),
    theme: Nullable(Choice(THEMES)),
    extraHead: Nullable(Type.String()),
    extraTop: Nullable(Type.String()),
    extraBottom: Nullable(Type.String()),
    hosts: Nullable(Type.String()),
    role: Nullable(Choice(ACCOUNT_ROLES, { description: "Your role on the account." })),
  }),
);

export type AccountFacts = Static<typeof AccountList>;
