import { DAY_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { chargingFee, isCharging } from './charging.ts';
import { nextOccurrence, occurrenceAt } from './clock-windows.ts';
import type { CompiledSurcharge, CompiledTariff } from './compile.ts';
import type { QuoteContext, QuoteLine } from './quote.ts';
import { rounded } from './rounding.ts';
import type { Surcharge } from './tariff-file.ts';
import type { Holidays } from './zone-clock.ts';

/** A part of the stay that is charged by the rates: no free time and no product covers it. */
export interface ChargedPart {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

export interface Surcharged {
  readonly lines: readonly QuoteLine[];
  readonly steadyUntilAt: Instant;
  /** Of the lines for charging alone. */
  readonly chargingSteadyUntilAt: Instant;
}

/** What comes on top of the parking fee of a class. */
export function surcharges(
  compiled: CompiledTariff,
  stay: { readonly vehicleClass: string; readonly exitAt: Instant; readonly parkingMinor: Minor },
  parts: readonly ChargedPart[],
  context: QuoteContext,
  holidays: Holidays,
): Surcharged {
  const lines: QuoteLine[] = [];
  let steadyUntilAt = Infinity;
  for (const one of compiled.surcharges) {
    const { surcharge } = one;
    if (isCharging(surcharge) || surcharge.classes?.includes(stay.vehicleClass) === false) continue;
    if (surcharge.kind === 'window') {
      const times = timesWithin(one, parts, compiled, holidays);
      if (times > 0) lines.push(lineOf(surcharge.name, times, surcharge.feeMinor));
      // A stay of no time touches nothing, its first moment may.
      const isNone = parts.length > 0 && parts.every(({ startAt, endAt }) => endAt <= startAt);
      const next = isNone ? stay.exitAt + 1 : nextTime(one, stay.exitAt, compiled, holidays);
      steadyUntilAt = Math.min(steadyUntilAt, next);
      continue;
    }
    const line = onceLine(surcharge, stay.parkingMinor, context);
    if (line !== null) lines.push(line);
  }
  const charging = chargingFee(compiled, stay, context);
  return {
    lines: [...lines, ...charging.lines],
    steadyUntilAt: Math.min(steadyUntilAt, charging.steadyUntilAt),
    chargingSteadyUntilAt: charging.steadyUntilAt,
  };
}

function lineOf(text: string, quantity: number, unitMinor: Minor): QuoteLine {
  return { code: 'surcharge', text, quantity, unitMinor, amountMinor: quantity * unitMinor };
}

function onceLine(
  surcharge: Extract<Surcharge, { kind: 'oversized' | 'oversized-percent' }>,
  parkingMinor: Minor,
  { oversized = false }: QuoteContext,
): QuoteLine | null {
  if (!oversized || parkingMinor <= 0) return null;
  const { name } = surcharge;
  return surcharge.kind === 'oversized'
    ? lineOf(name, 1, surcharge.feeMinor)
    : lineOf(name, 1, rounded(parkingMinor * surcharge.percent, 100));
}

/** How often the window comes round while time is charged; once where two parts share it. */
function timesWithin(
  { when }: CompiledSurcharge,
  parts: readonly ChargedPart[],
  { clock }: CompiledTariff,
  holidays: Holidays,
): number {
  if (when === null) return 0;
  let times = 0;
  let countedUntil = -Infinity;
  for (const { startAt, endAt } of parts) {
    if (endAt <= startAt) continue;
    const running = occurrenceAt(when, startAt, clock, holidays);
    if (running !== null && running.startsAt >= countedUntil) {
      times += 1;
      countedUntil = running.endsAt;
    }
    let at = startAt + 1;
    while (at < endAt) {
      const next = nextOccurrence(when, at, clock, holidays);
      if (next === null) {
        at += 14 * DAY_MS;
        continue;
      }
      if (next.startsAt >= endAt) break;
      times += 1;
      countedUntil = next.endsAt;
      at = Math.max(next.endsAt, next.startsAt + MINUTE_MS);
    }
  }
  return times;
}

/** The first exit after `exitAt` that sees the window once more. */
function nextTime(
  { when, surcharge }: CompiledSurcharge,
  exitAt: Instant,
  { clock }: CompiledTariff,
  holidays: Holidays,
): Instant {
  if (when === null || (surcharge.kind === 'window' && surcharge.feeMinor === 0)) return Infinity;
  const next = nextOccurrence(when, exitAt, clock, holidays);
  return next === null ? exitAt + 14 * DAY_MS : next.startsAt + 1;
}
