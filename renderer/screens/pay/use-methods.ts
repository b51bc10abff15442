import { useQuery } from '@tanstack/react-query';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

const METHODS_EVERY_MS = 15_000;

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
