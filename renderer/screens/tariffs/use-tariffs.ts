import { useQuery } from '@tanstack/react-query';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** All versions of the lot's tariff, the newest first; read again when one is published or withdrawn. */
export function useVersions() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const book = useBookVersion('tariffs');
  return useQuery({
    queryKey: ['tariffs', lotId, book],
    queryFn: () => client.tariffs.list({ lotId }),
    placeholderData: (before) => before,
    // How many are inside by each version changes all the time.
    refetchOnMount: 'always',
  });
}

/** One version with the whole tariff. A version never changes. */
export function useVersion(version: number | null) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useQuery({
    queryKey: ['tariff', lotId, version],
    queryFn: () => client.tariffs.get({ lotId, version: version ?? 0 }),
    enabled: version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The tariff in force, or null until it is known. */
export function useInForce() {
  const versions = useVersions();
  const row = versions.data?.find(({ state }) => state === 'in-force');
  const full = useVersion(row?.version ?? null);
  return { row: row ?? null, tariff: full.data?.tariff ?? null };
}

/** The tariffs that ship with the program. */
export function useSamples() {
  const { client } = useStation();
  return useQuery({
    queryKey: ['tariff-samples'],
    queryFn: () => client.tariffs.samples(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
