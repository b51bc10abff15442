import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { useBookVersion, useLot, useStationNow } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';

const HALF_HOUR_MS = HOUR_MS / 2;

/** The lot's forecast, asked for again every half hour and whenever history is imported. */
export function useForecast(hours: 24 | 168) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reporting');
  const halfHour = Math.floor(useStationNow(60_000) / HALF_HOUR_MS);
  return useQuery({
    queryKey: ['forecast', lotId, hours, halfHour, version],
    queryFn: () => client.forecast.get({ lotId, hours }),
    placeholderData: keepPreviousData,
  });
}
