import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** A list of this area, read again whenever a shop, a code or a validation changes. */
function useValidationList<R>(
  key: readonly unknown[],
  read: (lotId: string) => Promise<R>,
  enabled = true,
) {
  const lot = useLot();
  const version = useBookVersion('validations');
  return useQuery({
    queryKey: ['validations', lot.id, ...key, version],
    queryFn: () => read(lot.id),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useShops(enabled = true) {
  const { client } = useStation();
  return useValidationList(['shops'], (lotId) => client.shops.list({ lotId }), enabled);
}

export function useBatches(shopId: string) {
  const { client } = useStation();
  return useValidationList(['batches', shopId], (lotId) => client.shops.batches({ lotId, shopId }));
}

export function useLedger(month: string) {
  const { client } = useStation();
  return useValidationList(['ledger', month], (lotId) => client.shops.ledger({ lotId, month }));
}
