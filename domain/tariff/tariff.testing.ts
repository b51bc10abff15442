import { must } from '../kernel/assert.ts';
import { localInstant } from '../kernel/zoned.ts';
import { parseTariff } from './parse-tariff.ts';
import type { Quote, QuoteContext } from './quote.ts';
import { quote } from './quote-of.ts';
import type { Charge, Rung, Tariff } from './tariff-file.ts';

/** An hour for 1.00, endless. */
export const HOURLY: Charge = {
  kind: 'ladder',
  rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 100 } }],
};

export const ladder = (...rungs: Rung[]): Charge => ({ kind: 'ladder', rungs });

/** A sound tariff of London with one hourly rate, unless the test says otherwise. */
export function tariffWith(change: Partial<Tariff> = {}): Tariff {
  const tariff: Tariff = {
    id: 'test',
    name: 'Test',
    currency: 'GBP',
    timeZone: 'Europe/London',
    rates: [{ id: 'hourly', name: 'Hourly', charge: HOURLY }],
    ...change,
  };
  const parsed = parseTariff(tariff);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

export const at = (local: string, { timeZone }: { readonly timeZone: string }): number =>
  must(localInstant(local, timeZone), 'a test writes local times');

export interface Asked extends QuoteContext {
  readonly vehicleClass?: string;
}

/** The quote of a stay between two local times. */
export function quoted(tariff: Tariff, entry: string, exit: string, asked: Asked = {}): Quote {
  const { vehicleClass = 'car', ...context } = asked;
  const stay = { entryAt: at(entry, tariff), exitAt: at(exit, tariff), vehicleClass };
  return quote(tariff, stay, context);
}

export const fee = (tariff: Tariff, entry: string, exit: string, asked: Asked = {}): number =>
  quoted(tariff, entry, exit, asked).totalMinor;
