import { hub, type SignInCode, type UserCreate, type UserUpdate } from "../hub.ts";

export type NewUser = UserCreate;
export type UserChanges = Partial<UserUpdate>;

export async function createUser(data: NewUser): Promise<void> {
  await hub.users.usersCreate({ data });
}

export async function changeUser(user: number, data: UserChanges): Promise<void> {
  await hub.users.usersPartialUpdate({ id: user, data });
}

/** @param oldPassword of one's own, if one has one. */
export async function setPassword(user: number, password: string, oldPassword?: string): Promise<void> {
  await hub.users.usersPasswordUpdate({ id: user, data: { password, ...(oldPassword && { oldPassword }) } });
}

export function makeSignInLink(username: string): Promise<SignInCode> {
  return hub.tokens.signInCodesCreate({ data: { username } });
}
