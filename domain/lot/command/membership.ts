/** What is asked of memberships. */
export type MembershipCommand = never;
