/** Schemas of projects. Their names, fields and limits are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { AccountList, THEMES } from "../accounts/accounts.schemas.ts";
import { CURSOR_QUERY } from "../http/cursors.ts";
import { PAGE_QUERY } from "../http/pages.ts";
import { Choice, Formed, Named, Nullable, Page, READ_ONLY, Time } from "../http/schemas.ts";
import { PROJECT_ROLES } from "../permissions.ts";

/** Which content of a project is shown: the working files, or a snapshot. */
const LIVENESS = ["live", "latest", "pinned"] as const;

const MAX_CONTENT = 100_000;

const NAME = Formed("^[-a-zA-Z0-9_]+$", "letters, digits, - and _", {
  minLength: 1,
  maxLength: 50,
  description: "Letters, digits, - and _, not only digits. Each account's projects have different names.",
});
const KEY = Type.String({ minLength: 1, maxLength: 64, description: "Random characters, for those who may edit the project." });
const WHICH = Choice(LIVENESS, { description: "Which content is shown: the working files, or a snapshot." });
const ZONE = "Id of the zone whose workers its jobs go to first. Null: those of its account, then of the hub.";
const ROLE = Choice(PROJECT_ROLES, { description: "Your role on the project." });

const TEXTS = {
  title: Nullable(Type.String({ maxLength: 256 })),
  description: Nullable(Type.String({ maxLength: MAX_CONTENT })),
  main: Nullable(Type.String({ maxLength: 1024, description: "Path of the main file." })),
  theme: Nullable(Choice(THEMES)),
  extraHead: Nullable(Type.String({ maxLength: MAX_CONTENT })),
  extraTop: Nullable(Type.String({ maxLength: MAX_CONTENT })),
  extraBottom: Nullable(Type.String({ maxLength: MAX_CONTENT })),
};

const REPLY = {
  id: Type.Integer(),
  creator: Nullable(Type.Integer()),
  created: Time(),
  name: NAME,
  ...TEXTS,
  temporary: Type.Boolean(),
  public: Type.Boolean(),
  key: Nullable(KEY),
  liveness: WHICH,
  pinned: Nullable(Type.String()),
  zone: Nullable(Type.Integer({ description: ZONE })),
};

export const ProjectModel = Named("Project", Type.Object({ ...REPLY, account: Type.Integer(), role: Nullable(ROLE) }));
export const ProjectsPage = Page(
  "InlineResponse2008",
  Named("ProjectList", Type.Object({ ...REPLY, account: AccountList, role: ROLE })),
);

/** What is sent to make or change a project; and what comes back. */
const sent = {
  id: Type.Optional(Type.Integer(READ_ONLY)),
  creator: Type.Optional(Nullable(Type.Integer(READ_ONLY))),
  created: Type.Optional(Time(READ_ONLY)),
  name: Type.Optional(NAME),
  ...Type.Partial(Type.Object(TEXTS)).properties,
  key: Type.Optional(KEY),
  liveness: Type.Optional(WHICH),
  zone: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: ZONE }))),
};

export const ProjectCreate = Named(
  "ProjectCreate",
  Type.Object({
    ...sent,
    account: Type.Optional(Type.Integer({ minimum: 1, description: "Id of the account; default your personal one." })),
    temporary: Type.Optional(Type.Boolean({ default: false })),
    public: Type.Optional(Type.Boolean({ default: false, description: "Whether anybody may read it." })),
    pinned: Type.Optional(Nullable(Type.String(READ_ONLY))),
  }),
);

export const ProjectUpdate = Named(
  "ProjectUpdate",
  Type.Object(
    {
      ...sent,
      account: Type.Optional(Type.Integer({ minimum: 1, description: "Id of the account, to which the project goes." })),
      temporary: Type.Optional(Type.Boolean()),
      public: Type.Optional(Type.Boolean({ description: "Whether anybody may read it." })),
      pinned: Type.Optional(Nullable(Type.String({ maxLength: 256, description: "Id of the snapshot that is shown." }))),
    },
    { "x-ignored": ["role"] },
  ),
);
export type ProjectChanges = Omit<Static<typeof ProjectUpdate>, "id" | "creator" | "created">;

export const ProjectsQuery = Type.Object({
  ...PAGE_QUERY,
  ...CURSOR_QUERY,
  account: Type.Optional(Type.String({ description: "Id or name of the account." })),
  role: Type.Optional(Choice(PROJECT_ROLES, { description: "Your role on the project." })),
  public: Type.Optional(Type.Boolean({ description: "Whether anybody may read it." })),
  search: Type.Optional(Type.String({ description: "Part of the name, title or description." })),
  source: Type.Optional(Type.String({ description: "Part of the address of one of its sources. No project has sources yet." })),
});
export type ProjectsWanted = Static<typeof ProjectsQuery>;
