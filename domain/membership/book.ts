/** All memberships of a lot. Plain data: it is part of snapshots. */
export type MembershipBook = Record<never, never>;

export function emptyMembershipBook(): MembershipBook {
  return {};
}
