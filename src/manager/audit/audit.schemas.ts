/** Schemas of the record of what people did to workers and messages. */

import { type Static, Type } from "typebox";
import { Json, Named, Nullable, Page, Time } from "../http/schemas.ts";

const AuditEntryModel = Named(
  "AuditEntry",
  Type.Object({
    id: Type.Integer(),
    time: Time(),
    user: Nullable(Type.Integer({ description: "Who it was; null for one who is gone." })),
    username: Type.String({ description: "The name of that time." }),
    account: Nullable(Type.Integer({ description: "Whom it concerns; null for the hub as a whole." })),
    action: Type.String({ description: "What was done, such as `workers.grow`." }),
    subject: Type.String({ description: "What it was done to, such as the node name of a worker." }),
    details: Json({ description: "What was asked for in particular." }),
    outcome: Nullable(Type.String({ description: "What came of it; null if that is not known." })),
  }),
);
export type AuditEntry = Static<typeof AuditEntryModel>;
export const AuditPage = Page("AuditEntries", AuditEntryModel);
