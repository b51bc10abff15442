import { useQuery } from '@tanstack/react-query';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';

/** The station makes it once an hour; asking more often gives the same. */
export function useAdvice(weeks: number) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useQuery({
    queryKey: ['advice', lotId, weeks],
    queryFn: ({ signal }) => client.advice.list({ lotId, weeks }, { signal }),
    staleTime: HOUR_MS / 2,
    refetchInterval: HOUR_MS,
  });
}
