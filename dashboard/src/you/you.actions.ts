import { hub } from "../hub.ts";

const DAY_MS = 86_400_000;

/** @param days how long it works; null for good. @returns the token, which is told this once. */
export async function createToken(days: number | null, now: number): Promise<string> {
  const expiry = days === null ? null : new Date(now + days * DAY_MS).toISOString();
  return (await hub.tokens.tokensCreate({ data: { expiry } })).token;
}

export async function revokeToken(token: string): Promise<void> {
  await hub.tokens.tokensDelete({ token });
}

export async function endSession(session: string): Promise<void> {
  await hub.sessions.sessionsDelete({ session });
}
