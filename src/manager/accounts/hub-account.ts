/** The account of the hub itself: the broker's default vhost `/` is its, and its queues serve every project. */
export const HUB_ACCOUNT = "hub";

/** SQL that tells whether a row of `accounts` is it. */
export const IS_HUB_ACCOUNT = `(lower(accounts.name) = '${HUB_ACCOUNT}')`;

export function isHubAccount({ name }: { readonly name: string }): boolean {
  return name.toLowerCase() === HUB_ACCOUNT;
}
