import { must } from '../kernel/assert.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { zonedDay } from '../kernel/zoned.ts';
import type { Quote, QuoteLine, Stay } from './quote.ts';
import type { Rate, Tariff } from './tariff-file.ts';

/**
 * Charging stops after so many calendar days: a vehicle left for years is a matter for staff, and no
 * clock that went wrong may make a quote without end.
 */
export const CHARGED_DAYS_MAX = 1_000;

/**
 * The fee of a stay. Each period that has started is charged, counted from entry in elapsed time, so
 * a clock change neither gives nor takes an hour. A period belongs to the lot's calendar day in which
 * it starts, and a day costs at most its cap. A stay within the free minutes costs nothing; a longer
 * one is charged from its first minute. An exit before the entry counts as a stay of no time.
 */
export function quote(tariff: Tariff, stay: Stay): Quote {
  const rate = must(tariff.rates[stay.vehicleClass] ?? tariff.rates.car, 'a tariff has a car rate');
  const elapsedMs = Math.max(0, stay.exitAt - stay.entryAt);
  const charged =
    elapsedMs <= rate.freeMinutes * MINUTE_MS ? freeStay(rate, stay) : chargedStay(rate, stay);
  return {
    ...charged,
    totalMinor: charged.lines.reduce((sum, line) => sum + line.amountMinor, 0),
    currency: stay.currency,
    tariffId: tariff.id,
  };
}

type Charged = Pick<Quote, 'lines' | 'validUntilAt'>;

function freeStay({ freeMinutes }: Rate, { entryAt, timeZone }: Stay): Charged {
  const { day } = zonedDay(entryAt, timeZone);
  const line: QuoteLine = {
    code: 'free-period',
    day,
    quantity: freeMinutes,
    unitMinor: 0,
    amountMinor: 0,
  };
  return {
    lines: freeMinutes > 0 ? [line] : [],
    validUntilAt: entryAt + freeMinutes * MINUTE_MS + 1,
  };
}

function chargedStay(rate: Rate, { entryAt, exitAt, timeZone }: Stay): Charged {
  const periodMs = rate.periodMinutes * MINUTE_MS;
  const periods = Math.ceil((exitAt - entryAt) / periodMs);
  const lines: QuoteLine[] = [];
  let counted = 0;
  for (let days = 0; days < CHARGED_DAYS_MAX; days += 1) {
    const { day, endsAt } = zonedDay(entryAt + counted * periodMs, timeZone);
    const periodsUntilDayEnd = Math.ceil((endsAt - entryAt) / periodMs);
    const until = Math.min(periods, periodsUntilDayEnd);
    const quantity = until - counted;
    addDay(lines, rate, day, quantity);
    counted = until;
    if (counted < periods) continue;
    return { lines, validUntilAt: nextRise(rate, entryAt, counted, quantity, periodsUntilDayEnd) };
  }
  return { lines, validUntilAt: exitAt + DAY_MS };
}

function addDay(lines: QuoteLine[], rate: Rate, day: string, quantity: number): void {
  const amountMinor = quantity * rate.periodFeeMinor;
  lines.push({ code: 'periods', day, quantity, unitMinor: rate.periodFeeMinor, amountMinor });
  const over: Minor = amountMinor - (rate.dayCapMinor ?? amountMinor);
  if (over <= 0) return;
  lines.push({ code: 'day-cap', day, quantity: 1, unitMinor: -over, amountMinor: -over });
}

/**
 * One millisecond into the next period that costs something: where the day has reached its cap, the
 * first one of the next day.
 */
function nextRise(
  rate: Rate,
  entryAt: Instant,
  counted: number,
  quantityToday: number,
  periodsUntilDayEnd: number,
): Instant {
  const capped = quantityToday * rate.periodFeeMinor >= (rate.dayCapMinor ?? Infinity);
  const next = capped ? periodsUntilDayEnd : counted;
  return entryAt + next * rate.periodMinutes * MINUTE_MS + 1;
}
