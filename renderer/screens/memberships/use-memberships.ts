import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MembershipStanding } from '#domain/membership/standing.ts';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

export type StandingFilter = MembershipStanding | 'current' | 'all';

/** A list of this area, read again whenever one of its accounts, plans or plates changes. */
function useMembershipList<R>(key: readonly unknown[], read: (lotId: string) => Promise<R>) {
  const lot = useLot();
  const version = useBookVersion('memberships');
  return useQuery({
    queryKey: ['memberships', lot.id, ...key, version],
    queryFn: () => read(lot.id),
    placeholderData: keepPreviousData,
  });
}

export function useMembers(search: string, standing: StandingFilter, planId: string | null) {
  const { client } = useStation();
  return useMembershipList(['list', search, standing, planId], (lotId) =>
    client.memberships.list({
      lotId,
      standing,
      ...(search !== '' && { search }),
      ...(planId !== null && { planId }),
    }),
  );
}

export function useMember(membershipId: string) {
  const { client } = useStation();
  return useMembershipList(['one', membershipId], (lotId) =>
    client.memberships.get({ lotId, membershipId }),
  );
}

export function usePlans() {
  const { client } = useStation();
  return useMembershipList(['plans'], (lotId) => client.plans.list({ lotId }));
}

export function useGroups() {
  const { client } = useStation();
  return useMembershipList(['groups'], (lotId) => client.groups.list({ lotId }));
}

export function useReminders() {
  const { client } = useStation();
  return useMembershipList(['reminders'], (lotId) => client.memberships.reminders({ lotId }));
}

export function useBlockedPlates(search: string) {
  const { client } = useStation();
  return useMembershipList(['blocked', search], (lotId) =>
    client.blockedPlates.list({ lotId, ...(search !== '' && { search }) }),
  );
}
