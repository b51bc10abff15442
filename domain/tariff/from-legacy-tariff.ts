import { z } from 'zod';
import type { Rate, Tariff } from './tariff-file.ts';

const legacyRateSchema = z.strictObject({
  freeMinutes: z.number().int().min(0).max(1_440).default(0),
  periodMinutes: z.number().int().min(1).max(1_440),
  periodFeeMinor: z.number().int().min(0).max(10_000_000),
  dayCapMinor: z.number().int().min(0).max(100_000_000).optional(),
});

/** The small tariff that lot files held at first: one rate a class, capped each calendar day. */
export const legacyTariffSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(80),
  rates: z
    .record(z.string(), legacyRateSchema)
    .refine((rates) => rates.car !== undefined, 'a rate for "car"'),
});
export type LegacyTariff = z.infer<typeof legacyTariffSchema>;

/** Whether something has the form of the small tariff: its rates are a table by class, no list. */
export function isLegacyTariff(tariff: unknown): tariff is LegacyTariff {
  return legacyTariffSchema.safeParse(tariff).success;
}

/**
 * The small tariff as one of today, with the same fees for every stay. It said nothing of currency and
 * zone, so they come from its lot.
 */
export function fromLegacyTariff(
  legacy: z.input<typeof legacyTariffSchema>,
  lot: { readonly currency: string; readonly timeZone: string },
): Tariff {
  const { id, name, rates } = legacyTariffSchema.parse(legacy);
  return {
    id: asId(id),
    name,
    currency: lot.currency,
    timeZone: lot.timeZone,
    rates: Object.entries(rates).map(
      ([vehicleClass, { freeMinutes, periodMinutes, periodFeeMinor, dayCapMinor }]): Rate => ({
        id: vehicleClass,
        name: `${vehicleClass.slice(0, 1).toUpperCase()}${vehicleClass.slice(1)}`,
        classes: [vehicleClass],
        ...(freeMinutes > 0 && { free: { minutes: freeMinutes, mode: 'cliff' } }),
        charge: {
          kind: 'ladder',
          rungs: [
            {
              upToMinutes: null,
              each: {
                minutes: periodMinutes,
                feeMinor: Math.min(periodFeeMinor, dayCapMinor ?? Infinity),
              },
            },
          ],
        },
        ...(dayCapMinor !== undefined && {
          caps: [{ per: 'calendar-day', amountMinor: dayCapMinor }],
        }),
      }),
    ),
  };
}

/** Ids of old could hold any character. */
function asId(id: string): string {
  const fit = id.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return fit === '' ? 'tariff' : fit;
}
