/** Schemas of the methods that workers run. */

import { Type } from "typebox";
import { AnyObject, Json, Named, Nullable } from "../http/schemas.ts";

const Method = Named(
  "Method",
  Type.Object({
    name: Type.String({ description: "As jobs name it." }),
    title: Nullable(Type.String()),
    description: Nullable(Type.String()),
    params: AnyObject("JSON Schema of its params. Null where its workers do not tell, as those of Celery do not."),
    examples: Type.Array(Json(), { description: "Params that make sense, the simplest first." }),
    workers: Type.Integer({ description: "How many workers run it now." }),
  }),
);
export const MethodList = Named("MethodList", Type.Object({ methods: Type.Array(Method, { description: "By their names." }) }));
