import type { Tariff } from './tariff-file.ts';

/** Whether a fee may depend on earlier visits of the vehicle: coming back, or free time of a day. */
export function asksForVisits({ reEntry, free, rates }: Tariff): boolean {
  return (
    reEntry !== undefined ||
    free?.pooled === 'day' ||
    rates.some((rate) => rate.free?.pooled === 'day')
  );
}
