/** Schemas of what names an account or a project in a path: what it names is found, and who may go on, before a route begins. */

import { Type } from "typebox";

export const AccountParams = Type.Object({ account: Type.String({ description: "Id or name of the account." }) });

export const ProjectParams = Type.Object({
  project: Type.String({ description: "Id or name of the project, or `account/name` (with the / as %2F)." }),
});
