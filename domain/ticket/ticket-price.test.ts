import { describe, expect, it } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { paperWriter } from '../paper/writer.ts';
import { quote } from '../tariff/quote-of.ts';
import { ticketPrice } from './ticket-price.ts';

const { tariff, locale, timeZone, currency } = smallLot([{ id: 'a1' }]);
const write = paperWriter({ locale, timeZone, currency });
const stay = { entryAt: Date.parse('2026-11-22T09:00:00Z'), vehicleClass: 'car' };

describe('the price on a ticket', () => {
  const { rows, sentences } = ticketPrice(tariff, stay, {}, write);

  it('is what will be charged', () => {
    expect(rows.length).toBeGreaterThan(1);
    for (const { lengthMs, totalMinor } of rows) {
      const exitAt = stay.entryAt + lengthMs;
      expect(totalMinor).toBe(quote(tariff, { ...stay, exitAt }).totalMinor);
    }
  });

  it('names each amount once, for the longest stay that it buys', () => {
    const amounts = rows.map(({ totalMinor }) => totalMinor);
    expect(new Set(amounts).size).toBe(amounts.length);
    expect(rows.at(-1)?.lengthMs).toBe(24 * HOUR_MS);
  });

  it('says how long one may stay for nothing', () => {
    const said = sentences.map((sentence) => /up to (\d+) min are free/.exec(sentence)?.[1]);
    const minutes = Number(said.find((text) => text !== undefined));
    const totalAfter = (lengthMs: number) =>
      quote(tariff, { ...stay, exitAt: stay.entryAt + lengthMs }).totalMinor;
    expect(totalAfter(minutes * 60_000)).toBe(0);
    expect(totalAfter((minutes + 1) * 60_000)).toBeGreaterThan(0);
  });

  it('that was locked at entry says so', () => {
    const price = { percent: 125, rateMinorPerHour: null };
    const locked = ticketPrice(tariff, stay, { price }, write);
    expect(locked.sentences).toContain('125% of the usual prices, fixed for this stay.');
  });
});
