/** Schemas of zones. Their names and fields are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { Formed, Named, Page } from "../http/schemas.ts";

const NAME = Formed("^[a-z][a-z0-9-]*$", "a lower case letter, then such letters, digits and -", {
  minLength: 1,
  maxLength: 256,
  description: "Lower case letters, digits and -. Each account's zones have different names.",
});

export const ZoneModel = Named("Zone", Type.Object({ id: Type.Integer(), account: Type.Integer(), name: NAME }));
export type ZoneFacts = Static<typeof ZoneModel>;

export const ZoneCreate = Named(
  "ZoneCreate",
  Type.Object({
    id: Type.Optional(Type.Integer({ readOnly: true })),
    account: Type.Optional(Type.Integer({ readOnly: true })),
    name: NAME,
  }),
);
export const ZonesPage = Page("InlineResponse2006", ZoneModel);

export const ZoneParams = Type.Object({
  ...AccountParams.properties,
  zone: Type.String({ description: "Id or name of the zone." }),
});
