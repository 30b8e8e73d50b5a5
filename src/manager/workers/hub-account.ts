/** The account of the hub itself: the broker's default vhost `/` is its, and its queues serve every project. */
export const HUB_ACCOUNT = "hub";
