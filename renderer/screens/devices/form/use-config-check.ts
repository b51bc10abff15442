import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import type { Json } from './json-schema.ts';

const words = t.devices.form;
/** How the station's sentence ends where a field was left empty. */
const NOTHING = ', found nothing';
const CHECK_DELAY_MS = 300;

/** What the station says of a configuration as it is typed, by field. `replaces`: the device it is of. */
export function useConfigCheck(
  config: Json,
  replaces: string | null,
): { readonly problems: ReadonlyMap<string, string>; readonly isChecked: boolean } {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const text = JSON.stringify(config);
  const [settled] = useDebouncedValue(text, CHECK_DELAY_MS);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['device-check', lotId, replaces, settled],
    queryFn: () =>
      client.devices.check({
        lotId,
        config: JSON.parse(settled),
        ...(replaces === null ? {} : { replaces }),
      }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const problems = useMemo(() => {
    const found = new Map<string, string>();
    // The first problem of a field says the most.
    for (const { path, message } of data?.problems ?? [])
      if (!found.has(path)) found.set(path, message.endsWith(NOTHING) ? words.needed : message);
    return found;
  }, [data]);
  return { problems, isChecked: data !== undefined && !isPlaceholderData && settled === text };
}
