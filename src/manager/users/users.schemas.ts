import { Type } from "typebox";
import { Named, Page } from "../http/schemas.ts";

const USER = {
  id: Type.Integer(),
  username: Type.String({ minLength: 1, maxLength: 150, pattern: "^[\\w.@+-]+$" }),
  firstName: Type.String({ maxLength: 150 }),
  lastName: Type.String({ maxLength: 150 }),
};

export const UserModel = Named("User", Type.Object(USER));
export const UsersPage = Page("InlineResponse20015", UserModel);

export const Me = Named(
  "Me",
  Type.Object({ ...USER, isStaff: Type.Boolean({ description: "Whether you may do what is for staff only." }) }),
);
