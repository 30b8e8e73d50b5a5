import { Type } from "typebox";
import { projectOf, signedIn } from "../access/access.service.ts";
import { AccountList, THEMES } from "../accounts/accounts.schemas.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { Choice, Named, Nullable, Page, Time } from "../http/schemas.ts";
import type { App } from "../http/types.ts";
import { PROJECT_ROLES } from "../permissions.ts";
import { createProject, readProject, withoutKey } from "./projects.service.ts";
import { LIVENESS, listProjects } from "./projects.store.ts";

const NAME = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: "^[-a-zA-Z0-9_]+$",
  description: "Letters, digits, - and _. Each account's projects have different names.",
});
const KEY = Type.String({ minLength: 1, maxLength: 64, description: "Random characters, for those who may edit the project." });
const WHICH = Choice(LIVENESS, {
  description: "Which content is shown: the working files, or a snapshot.",
});

const TEXTS = {
  title: Nullable(Type.String({ maxLength: 256 })),
  description: Nullable(Type.String({ maxLength: 100_000 })),
  main: Nullable(Type.String({ maxLength: 1024, description: "Path of the main file." })),
  theme: Nullable(Choice(THEMES)),
  extraHead: Nullable(Type.String({ maxLength: 100_000 })),
  extraTop: Nullable(Type.String({ maxLength: 100_000 })),
  extraBottom: Nullable(Type.String({ maxLength: 100_000 })),
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
};

const ROLE = Choice(PROJECT_ROLES, { description: "Your role on the project." });

const Project = Named("Project", Type.Object({ ...REPLY, account: Type.Integer(), role: Nullable(ROLE) }));
const ProjectList = Named("ProjectList", Type.Object({ ...REPLY, account: AccountList, role: ROLE }));

const ProjectCreate = Named(
  "ProjectCreate",
  Type.Object({
    id: Type.Optional(Type.Integer({ readOnly: true })),
    account: Type.Optional(Type.Integer({ minimum: 1, description: "Id of the account; default your personal one." })),
    creator: Type.Optional(Nullable(Type.Integer({ readOnly: true }))),
    created: Type.Optional(Time({ readOnly: true })),
    name: Type.Optional(NAME),
    ...Type.Partial(Type.Object(TEXTS)).properties,
    temporary: Type.Optional(Type.Boolean({ default: false })),
    public: Type.Optional(Type.Boolean({ default: false, description: "Whether anybody may read it." })),
    key: Type.Optional(KEY),
    liveness: Type.Optional(WHICH),
    pinned: Type.Optional(Nullable(Type.String({ readOnly: true }))),
  }),
);

const FILTER = Type.Object({
  ...PAGE_QUERY,
  account: Type.Optional(Type.String({ description: "Id or name of the account." })),
  role: Type.Optional(Choice(PROJECT_ROLES, { description: "Your role on the project." })),
  public: Type.Optional(Type.Boolean({ description: "Whether anybody may read it." })),
  search: Type.Optional(Type.String({ description: "Part of the name, title or description." })),
});

const PARAMS = Type.Object({
  project: Type.String({ description: "Id or name of the project, or `account/name` (with the / as %2F)." }),
});

export async function projectsRoutes(app: App): Promise<void> {
  const { database } = app.hub;

  app.get(
    "/projects/",
    {
      schema: {
        operationId: "projects_list",
        tags: ["projects"],
        summary: "List projects that you may read.",
        querystring: FILTER,
        response: { 200: Page("InlineResponse2008", ProjectList) },
      },
    },
    async (request) => {
      const { count, projects } = await listProjects(database, request.user, request.query);
      const results = projects.map((project) => withoutKey(project, project.role));
      return pageOf(request, count, results);
    },
  );

  app.post(
    "/projects/",
    {
      schema: {
        operationId: "projects_create",
        tags: ["projects"],
        summary: "Create a project.",
        body: ProjectCreate,
        response: { 201: ProjectCreate },
      },
    },
    async (request, reply) => reply.code(201).send(await createProject(app.hub, signedIn(request), request.body)),
  );

  app.get(
    "/projects/:project/",
    {
      schema: {
        operationId: "projects_read",
        tags: ["projects"],
        summary: "Get a project.",
        params: PARAMS,
        response: { 200: Project },
      },
    },
    async (request) => readProject(database, projectOf(request)),
  );
}
