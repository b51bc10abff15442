import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { tariffSchema } from '#domain/tariff/tariff-file.ts';

/** The first ten minutes free, then by the hour up to a cap, dearer for lost tickets, two taxes in it. */
export function busyTariff(place: Pick<Tariff, 'currency' | 'timeZone'>): Tariff {
  return tariffSchema.parse({
    id: 'busy',
    name: 'Busy',
    ...place,
    rates: [
      {
        id: 'any',
        name: 'Any vehicle',
        free: { minutes: 10, mode: 'cliff' },
        charge: {
          kind: 'ladder',
          restart: 'calendar-day',
          rungs: [
            { upToMinutes: 60, totalMinor: 333 },
            { upToMinutes: null, each: { minutes: 60, feeMinor: 217 }, notAboveMinor: 1_999 },
          ],
        },
      },
    ],
    surcharges: [{ kind: 'charging-energy', id: 'kwh', name: 'Energy', feeMinorPerKwh: 37 }],
    lostTicket: { mode: 'at-least', feeMinor: 2_500 },
    taxes: {
      mode: 'included',
      parts: [
        { label: 'CGST', basisPoints: 900 },
        { label: 'SGST', basisPoints: 950 },
      ],
    },
  });
}
