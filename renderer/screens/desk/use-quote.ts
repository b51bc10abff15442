import { useQuery } from '@tanstack/react-query';
import { useStation } from '../../link/station.ts';

/** After the fee has risen: a little later, so that the station's clock has surely passed it. */
const AFTER_RISE_MS = 500;

/**
 * What a stay costs now. Asked again only when the amount may have risen or a grace has ended, at the
 * instant that the station named.
 */
export function useQuote(lotId: string, presented: { readonly ticket: string } | null) {
  const { client, live } = useStation();
  return useQuery({
    queryKey: ['quote', lotId, presented?.ticket],
    enabled: presented !== null,
    staleTime: 0,
    queryFn: () => client.quotes.create({ lotId, ticket: presented?.ticket ?? '' }),
    refetchInterval: (query) => {
      const data = query.state.data;
      if (data === undefined) return false;
      const changesAt = data.graceUntilAt ?? data.quote.validUntilAt;
      return Math.max(AFTER_RISE_MS, changesAt - live.stationNow() + AFTER_RISE_MS);
    },
  });
}
