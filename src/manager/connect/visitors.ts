/** Who connects to jobs: users, and those whom nothing but a cookie tells apart. Each is written down once a job. */

import { fastifyCookie, Signer } from "@fastify/cookie";
import type { FastifyRequest } from "fastify";
import type { SecretKey } from "../../core/secrets.ts";
import { randomText } from "../auth/token.ts";
import type { JobChange } from "../jobs/record/jobs.change.ts";
import type { ConnectJob } from "./connect.store.ts";
import { isFromSandbox } from "./sandbox.ts";

const COOKIE = "jobhub_visitor";
const COOKIE_SECONDS = 30 * 24 * 60 * 60;
const ID_LENGTH = 22;
/** Whoever keeps no cookies is new every time: the list must end somewhere. */
export const MAX_ANON_USERS = 1_000;

export interface Visitor {
  /** What is to be written down; null if it is there. */
  readonly change: JobChange | null;
  /** `Set-Cookie` header for whoever is new; null for others. */
  readonly cookie: string | null;
}

const KNOWN: Visitor = { change: null, cookie: null };

export class Visitors {
  readonly #signer: Signer;

  constructor(secretKey: SecretKey) {
    this.#signer = new Signer(secretKey);
  }

  /** @param path outside path of the job's server, to which the cookie is limited. */
  find(request: FastifyRequest, job: ConnectJob, path: string): Visitor {
    const { user } = request;
    if (user) return { change: job.users.includes(user.id) ? null : visitChange(job.id, { user: user.id }), cookie: null };
    const id = this.#idOf(request);
    if (id !== null) return { change: job.anonUsers.includes(id) ? null : visitChange(job.id, { anon: id }), cookie: null };
    if (isPartOfPage(request) || job.anonUsers.length >= MAX_ANON_USERS) return KNOWN;
    return this.#newcomer(job, path, request.protocol === "https");
  }

  /** Null if there is no cookie, or one that we have not signed. */
  #idOf({ cookies }: FastifyRequest): string | null {
    return this.#signer.unsign(cookies[COOKIE] ?? "").value;
  }

  #newcomer(job: ConnectJob, path: string, secure: boolean): Visitor {
    const id = randomText(ID_LENGTH);
    const cookie = fastifyCookie.serialize(COOKIE, this.#signer.sign(id), {
      path,
      secure,
      httpOnly: true,
      sameSite: "lax",
      maxAge: COOKIE_SECONDS,
    });
    return { change: visitChange(job.id, { anon: id }), cookie };
  }
}

/** What a page loads that keeps no cookies of ours: who opened the page has been written down. */
function isPartOfPage({ headers }: FastifyRequest): boolean {
  const { "sec-fetch-site": site, "sec-fetch-mode": mode = "" } = headers;
  return isFromSandbox(headers) || (site === "cross-site" && /^(no-)?cors$/.test(String(mode)));
}

function visitChange(id: number, { user, anon }: { user: number; anon?: never } | { user?: never; anon: string }): JobChange {
  return {
    id,
    apply(draft) {
      const { users, anonUsers } = draft.job;
      if (user !== undefined && !users.includes(user)) draft.updateDetails({ users: [...users, user] });
      if (anon !== undefined && !anonUsers.includes(anon)) draft.updateDetails({ anonUsers: [...anonUsers, anon] });
    },
  };
}
