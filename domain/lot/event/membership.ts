/** What happens to memberships. */
export type MembershipEvent = never;
