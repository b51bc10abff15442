import { useState } from 'react';
import { type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { localInstant, zonedIso } from '#domain/kernel/zoned.ts';
import { startingPrice } from '#domain/tariff/compile.ts';
import { findProduct } from '#domain/tariff/product.ts';
import type { QuoteContext } from '#domain/tariff/quote.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { useLot, useStationNow } from '../../../link/hooks.ts';

/** A stay that is tried out; times as the lot's clock shows them, `YYYY-MM-DD HH:mm:ss`. */
export interface Tried {
  readonly entry: string | null;
  readonly exit: string | null;
  readonly vehicleClass: string;
  readonly product: string | null;
  readonly lostTicket: boolean;
  readonly oversized: boolean;
  readonly kwh: number;
  readonly chargingMinutes: number;
  /** Null: as the rule begins. */
  readonly percent: number | null;
  readonly rateMinorPerHour: number | null;
}

const clockText = (at: Instant, timeZone: string) =>
  `${zonedIso(Math.floor(at / MINUTE_MS) * MINUTE_MS, timeZone)
    .slice(0, 16)
    .replace('T', ' ')}:00`;

/** Begins with three hours from now. */
export function useTry(): readonly [Tried, (part: Partial<Tried>) => void] {
  const { timeZone } = useLot();
  const now = useStationNow(60_000);
  const [tried, setTried] = useState<Tried>(() => ({
    entry: clockText(now, timeZone),
    exit: clockText(now + 180 * MINUTE_MS, timeZone),
    vehicleClass: 'car',
    product: null,
    lostTicket: false,
    oversized: false,
    kwh: 0,
    chargingMinutes: 0,
    percent: null,
    rateMinorPerHour: null,
  }));
  return [tried, (part) => setTried((before) => ({ ...before, ...part }))];
}

export const instantOf = (text: string | null, timeZone: string): Instant | null =>
  text === null ? null : localInstant(text.replace(' ', 'T'), timeZone);

/** What a tariff is asked with. A ticket that it does not sell is left away. */
export function contextOf(tariff: Tariff, tried: Tried, holidays: readonly string[]): QuoteContext {
  const { product, vehicleClass, percent, rateMinorPerHour } = tried;
  const start = startingPrice(tariff);
  const isSold = product !== null && findProduct(tariff, product, vehicleClass) !== null;
  return {
    holidays,
    lostTicket: tried.lostTicket,
    oversized: tried.oversized,
    chargingWh: Math.round(tried.kwh * 1_000),
    chargingMinutes: tried.chargingMinutes,
    product: isSold ? product : null,
    price:
      tariff.dynamic === undefined
        ? null
        : {
            percent: percent ?? start.percent,
            rateMinorPerHour: rateMinorPerHour ?? start.rateMinorPerHour,
          },
  };
}
