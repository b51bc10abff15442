/**
 * Quotes a second on one core for stays of about a day, for the dearest of the tariffs that ship and
 * for a plain one, against the least that any answer costs: a division and a multiplication on the same
 * dates, in the same run. Run: node bench/quotes.ts
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import type { Stay } from '#domain/tariff/quote.ts';
import { quote } from '#domain/tariff/quote-of.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { sampleTariffs } from '#station/tariffs/samples.ts';
import { median, type Row } from './row.ts';
import { printRows } from './table.ts';

const STAYS = 100_000;
const ROUNDS = 5;
const SEED = 11;
const YEAR_STARTS_AT = Date.UTC(2026, 0, 1);

/** By name in the table: one hourly rate with a cap, nine rates compared, four windows pro rata. */
const MEASURED = {
  'hourly with a daily cap': 'sample-india',
  'nine rates compared': 'uk-stoke-john-street-msc',
  'four windows, pro rata': 'sg-hdb-s347-2017',
  'half hours by the clock, two caps': 'sample-germany',
} as const;

export async function benchQuotes(): Promise<Row[]> {
  const stays = someStays();
  const rows: Row[] = [];
  for (const [what, id] of Object.entries(MEASURED)) {
    const tariff = sampleTariffs().get(id);
    if (tariff === undefined) throw new Error(`no tariff ${id}`);
    const quotes: number[] = [];
    const raw: number[] = [];
    // Turn and turn about, so that a noisy neighbour disturbs both alike.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const rawPerSecond = perSecond(stays, plainFee);
      const quotesPerSecond = perSecond(stays, (stay) => quote(tariff, stay).totalMinor);
      // The first round warms up.
      if (round === 0) continue;
      raw.push(rawPerSecond);
      quotes.push(quotesPerSecond);
    }
    rows.push(
      { what: `quotes, ${what}`, value: median(quotes), unit: 'quotes/s', aim: { least: 100_000 } },
      { what: `ratio to bare arithmetic, ${what}`, value: median(quotes) / median(raw), unit: '' },
    );
  }
  rows.push(coldRow(stays));
  return rows;
}

/** A tariff object that was never seen, as after a restart: read, compile, quote. */
function coldRow(stays: readonly Stay[]): Row {
  const sample = JSON.stringify(sampleTariffs().get('uk-stoke-john-street-msc'));
  const timesUs = stays.slice(0, 2_000).map((stay) => {
    const tariff: Tariff = JSON.parse(sample);
    const start = performance.now();
    quote(tariff, stay);
    return (performance.now() - start) * 1_000;
  });
  return { what: 'quote, the first of a tariff object', value: median(timesUs), unit: 'µs' };
}

function someStays(): readonly Stay[] {
  const random = seededRandom(SEED);
  return Array.from({ length: STAYS }, () => {
    const entryAt = YEAR_STARTS_AT + Math.floor((random() * 365 * DAY_MS) / MINUTE_MS) * MINUTE_MS;
    // A day, give or take an hour.
    const exitAt = entryAt + 23 * HOUR_MS + Math.floor(random() * 2 * HOUR_MS);
    return { entryAt, exitAt, vehicleClass: 'car' };
  });
}

function plainFee({ entryAt, exitAt }: Stay): number {
  return Math.ceil((exitAt - entryAt) / HOUR_MS) * 4_000;
}

function perSecond(stays: readonly Stay[], feeOf: (stay: Stay) => number): number {
  let sum = 0;
  const started = performance.now();
  for (const stay of stays) sum += feeOf(stay);
  const seconds = (performance.now() - started) / 1_000;
  if (sum <= 0) throw new Error('stays of a day cost something');
  return stays.length / seconds;
}

if (import.meta.main) printRows('quotes', await benchQuotes());
