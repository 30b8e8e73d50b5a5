/** Plainer names for models whose own are those of all generated clients. */

import type { InlineObject3, InlineObject4, InlineResponse201, InlineResponse20011Results } from "./generated/types.ts";

/** A job in a list: its log is read by itself. */
export type ListedJob = InlineResponse20011Results;
/** What an event says of a job, or several folded ones. */
export type JobUpdate = InlineObject4;
/** An operator's correction: each field as given. */
export type JobCorrection = InlineObject3;
/** The only reply that ever has the token itself. */
export type IssuedToken = InlineResponse201;
