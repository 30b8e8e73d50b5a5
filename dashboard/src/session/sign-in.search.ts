export interface SignInSearch {
  /** Where to go afterwards: a path of this dashboard. */
  readonly to?: string;
}

/** Never to another place: what has a host is left out. */
export function readSignInSearch({ to }: Record<string, unknown>): SignInSearch {
  return typeof to === "string" && /^\/(?![/\\])/.test(to) ? { to } : {};
}
