import { useQuery } from '@tanstack/react-query';
import type { TillPrinter } from '#domain/contract/prints.ts';
import { useLot, useMay } from '../link/hooks.ts';
import { useStation } from '../link/station.ts';
import { t } from '../strings/index.ts';

export type Printer = TillPrinter['printers'][number];

/** How long what is known of a printer is good enough to offer it. */
const FRESH_MS = 5_000;

export const tillPrinterKey = (lotId: string) => ['till-printer', lotId];

/** The printers of the lot and that of the clerk's own till; null until it is known, or where it is nobody's. */
export function useTillPrinter(): {
  readonly printers: readonly Printer[];
  readonly chosen: Printer | null;
} | null {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const may = useMay('payment.take');
  const { data } = useQuery({
    queryKey: tillPrinterKey(lotId),
    queryFn: () => client.tillPrinter.get({ lotId }),
    enabled: may,
    refetchInterval: FRESH_MS,
  });
  if (data === undefined) return null;
  const { printers, deviceId } = data;
  return { printers, chosen: printers.find(({ id }) => id === deviceId) ?? null };
}

/** A printer as it is offered: one that does not print says why. */
export function printerName({ label, isReady, detail }: Printer): string {
  return isReady ? label : t.paperLook.notReady(label, detail);
}
