import { hub } from "../hub.ts";

/** Both are told as the hub refuses them: 401. */
export type Credentials = { readonly username: string; readonly password: string } | { readonly token: string };

/** From then on the browser has the session as a cookie that scripts cannot read. */
export async function signIn(credentials: Credentials): Promise<void> {
  await hub.sessions.sessionsCreate({ data: credentials });
}

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await hub.sessions.sessionsDelete({ session: "current" });
}
