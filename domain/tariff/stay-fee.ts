import { must } from '../kernel/assert.ts';
import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { amountLine, lostTicketMinor, sumOf } from './adjustments.ts';
import type { CompiledTariff } from './compile.ts';
import { type Parked, parkingFee } from './parking-fee.ts';
import { type Covered, coveredBy, findProduct } from './product.ts';
import type { QuoteContext, QuoteLine, Stay } from './quote.ts';
import { linesOf } from './quote-lines.ts';
import { type Chain, pooledUsedMs } from './re-entry.ts';
import { type ChargedPart, surcharges } from './surcharge.ts';
import type { Holidays } from './zone-clock.ts';

export interface Fee {
  readonly lines: readonly QuoteLine[];
  readonly steadyUntilAt: Instant;
  readonly why: string;
}

/** Parking, surcharges and the lost ticket, before percentages, amounts and taxes. */
export function stayFee(
  stay: Stay,
  chain: Chain,
  compiled: CompiledTariff,
  context: QuoteContext,
  holidays: Holidays,
): Fee {
  const { tariff } = compiled;
  const parked = parkedFee(stay, chain, compiled, context, holidays);
  const extra = surcharges(
    compiled,
    { ...stay, parkingMinor: sumOf(parked.lines) },
    parked.charged,
    context,
    holidays,
  );
  const lost = context.lostTicket === true ? tariff.lostTicket : undefined;
  if (lost === undefined) {
    return {
      lines: [...parked.lines, ...extra.lines],
      steadyUntilAt: Math.min(parked.steadyUntilAt, extra.steadyUntilAt),
      why: parked.why,
    };
  }
  const feeMinor = lostTicketMinor(tariff, stay.vehicleClass);
  if (lost.mode === 'flat') {
    const charging = extra.lines.filter(({ code }) => code === 'charging');
    return {
      lines: [amountLine('lost-ticket', 'Lost ticket', feeMinor), ...charging],
      steadyUntilAt: extra.chargingSteadyUntilAt,
      why: 'Lost ticket: its fee stands in place of the rates.',
    };
  }
  const lines = [...parked.lines, ...extra.lines];
  const added = lost.mode === 'added' ? feeMinor : Math.max(0, feeMinor - sumOf(lines));
  if (added > 0) lines.push(amountLine('lost-ticket', 'Lost ticket', added));
  return {
    lines,
    steadyUntilAt: Math.min(parked.steadyUntilAt, extra.steadyUntilAt),
    why: `${parked.why} Lost ticket: ${lost.mode === 'added' ? 'its fee is added.' : 'at least its fee.'}`,
  };
}

interface ParkedFee extends Fee {
  /** What window surcharges look at. */
  readonly charged: readonly ChargedPart[];
}

function parkedFee(
  stay: Stay,
  chain: Chain,
  compiled: CompiledTariff,
  context: QuoteContext,
  holidays: Holidays,
): ParkedFee {
  const parked: Parked = {
    vehicleClass: stay.vehicleClass,
    entryAt: chain.entryAt,
    startAt: chain.startAt,
    exitAt: stay.exitAt,
    pooledUsedMs: pooledUsedMs(chain.entryAt, context.priorVisits, compiled.clock),
    givenMs: 0,
    hasFreeTime: true,
  };
  const plain = withProduct(parked, compiled, context, holidays);
  let givenMinutes = 0;
  for (const { kind, value } of context.discounts ?? [])
    if (kind === 'minutes') givenMinutes += Math.max(0, value);
  if (givenMinutes === 0) return plain;
  const givenMs = givenMinutes * MINUTE_MS;
  const given = withProduct({ ...parked, givenMs }, compiled, context, holidays);
  const off = Math.max(0, sumOf(plain.lines) - sumOf(given.lines));
  const label = (context.discounts ?? [])
    .filter(({ kind }) => kind === 'minutes')
    .map((discount) => discount.label)
    .join(', ');
  return {
    ...plain,
    lines: [
      ...plain.lines,
      {
        code: 'validation',
        text: label,
        quantity: givenMinutes,
        unitMinor: 0,
        amountMinor: 0 - off,
      },
    ],
    steadyUntilAt: Math.min(plain.steadyUntilAt, given.steadyUntilAt),
  };
}

function withProduct(
  parked: Parked,
  compiled: CompiledTariff,
  context: QuoteContext,
  holidays: Holidays,
): ParkedFee {
  if (context.product === undefined || context.product === null)
    return byRates(parked, compiled, holidays);
  const { tariff, clock } = compiled;
  const product = must(
    findProduct(tariff, context.product, parked.vehicleClass),
    `tariff ${tariff.id} has the product that was chosen`,
  );
  const covered = coveredBy(product.validity, parked.entryAt, clock, holidays);
  if (covered === null) return byRates(parked, compiled, holidays);
  const line: QuoteLine = {
    ...amountLine('product', product.name, product.priceMinor),
    fromAt: covered.startsAt,
    toAt: covered.endsAt,
  };
  const before = partBefore(parked, covered, compiled, holidays);
  const after = partAfter(parked, covered, compiled, holidays);
  return {
    lines: [...(before?.lines ?? []), line, ...(after?.lines ?? [])],
    charged: [...(before?.charged ?? []), ...(after?.charged ?? [])],
    steadyUntilAt:
      parked.exitAt < covered.startsAt
        ? Math.min(before?.steadyUntilAt ?? Infinity, covered.startsAt)
        : (after?.steadyUntilAt ?? covered.endsAt + 1),
    why: `${product.name}: the product that was chosen.${after === null ? '' : ` After it: ${after.why}`}`,
  };
}

function partBefore(
  parked: Parked,
  { startsAt }: Covered,
  compiled: CompiledTariff,
  holidays: Holidays,
): ParkedFee | null {
  if (startsAt <= parked.startAt) return null;
  return byRates({ ...parked, exitAt: Math.min(parked.exitAt, startsAt) }, compiled, holidays);
}

function partAfter(
  parked: Parked,
  { endsAt }: Covered,
  compiled: CompiledTariff,
  holidays: Holidays,
): ParkedFee | null {
  if (parked.exitAt <= endsAt) return null;
  const rest = { ...parked, entryAt: endsAt, startAt: endsAt, hasFreeTime: false };
  return byRates(rest, compiled, holidays);
}

function byRates(parked: Parked, compiled: CompiledTariff, holidays: Holidays): ParkedFee {
  const fee = parkingFee(parked, compiled, holidays);
  return {
    lines: linesOf(fee.pieces, fee.feeMinor, compiled.scale.unitsPerMinor),
    charged: fee.isFree ? [] : [{ startAt: fee.chargedFromAt, endAt: parked.exitAt }],
    steadyUntilAt: fee.steadyUntilAt,
    why: fee.why,
  };
}
