import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** All payments of a stay, a booking or a membership, newest first, asked for again when money moved. */
export function usePaymentsOf(purposeId: string | undefined) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('payments');
  return useQuery({
    queryKey: ['payments-of', lotId, purposeId, version],
    enabled: purposeId !== undefined,
    // The station compares it with whatever a payment is for, not with stays alone.
    queryFn: () => client.payments.list({ lotId, sessionId: purposeId ?? '' }),
    placeholderData: (before, query) =>
      query?.queryKey[2] === purposeId ? keepPreviousData(before) : undefined,
  });
}
