import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** All payments of a stay, newest first, asked for again when money moved. */
export function useStayPayments(sessionId: string | undefined) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('payments');
  return useQuery({
    queryKey: ['stay-payments', lotId, sessionId, version],
    enabled: sessionId !== undefined,
    queryFn: () => client.payments.list({ lotId, sessionId: sessionId ?? '' }),
    placeholderData: (before, query) =>
      query?.queryKey[2] === sessionId ? keepPreviousData(before) : undefined,
  });
}

/** What can be paid with here. Terminals come and go, so it is asked now and then. */
export function useMethods() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useQuery({
    queryKey: ['payment-methods', lotId],
    queryFn: () => client.payments.methods({ lotId }),
    refetchInterval: METHODS_EVERY_MS,
  });
}

const METHODS_EVERY_MS = 15_000;
