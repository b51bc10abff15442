import { useQuery } from '@tanstack/react-query';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** The most changes that the station gives at once. */
export const CHANGES_MAX = 5_000;

/** The price in force and its changes of some days, the newest first. */
export function usePrices(days: number) {
  const { client, live } = useStation();
  const { id: lotId } = useLot();
  const book = useBookVersion('tariffs');
  return useQuery({
    queryKey: ['prices', lotId, days, book],
    queryFn: async () => {
      const toAt = live.stationNow();
      const fromAt = toAt - days * DAY_MS;
      const prices = await client.tariffs.prices({ lotId, from: fromAt, limit: CHANGES_MAX });
      return { ...prices, fromAt, toAt };
    },
    placeholderData: (before) => before,
  });
}
