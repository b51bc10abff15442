import { dimOf, totalOf } from '../reports/grouped.ts';
import type { ReportSource, Span } from '../reports/source.ts';
import type { Advice, AdviceRule, AdviceScope, Lack } from './advice.ts';
import { remembering } from './remembering.ts';
import { cameraHours } from './rules/camera-hours.ts';
import { cashDifferences } from './rules/cash-differences.ts';
import { deviceFaults } from './rules/device-faults.ts';
import { freeStays } from './rules/free-stays.ts';
import { laneQueue } from './rules/lane-queue.ts';
import { laneTrouble } from './rules/lane-trouble.ts';
import { lostTickets } from './rules/lost-tickets.ts';
import { noShows } from './rules/no-shows.ts';
import { overstays } from './rules/overstays.ts';
import { placeFills } from './rules/place-fills.ts';
import { placeIdle } from './rules/place-idle.ts';
import { reservedUnused } from './rules/reserved-unused.ts';
import { slotsUnused } from './rules/slots-unused.ts';
import { turnedAway } from './rules/turned-away.ts';
import { unpaidExits } from './rules/unpaid-exits.ts';
import { ADVICE_CODES, type AdviceCode } from './values.ts';

/** What the journal is asked for, each rule a file of its own in `rules/`. */
export const RULES = {
  'place-fills': placeFills,
  'turned-away': turnedAway,
  'camera-hours': cameraHours,
  'slots-unused': slotsUnused,
  'reserved-unused': reservedUnused,
  'place-idle': placeIdle,
  'lane-trouble': laneTrouble,
  'lane-queue': laneQueue,
  'lost-tickets': lostTickets,
  'unpaid-exits': unpaidExits,
  'device-faults': deviceFaults,
  'no-shows': noShows,
  overstays,
  'cash-differences': cashDifferences,
  'free-stays': freeStays,
} as const satisfies Readonly<Record<AdviceCode, AdviceRule>>;

/** More at once is read by nobody. */
const ADVICE_MAX = 20;

/** What stands out, the weightiest first, and what could not be looked at for want of figures. */
export interface AdviceList {
  readonly span: Span;
  readonly advice: readonly Advice[];
  readonly lacks: readonly (Lack & { readonly rule: AdviceCode })[];
}

/**
 * Asks every rule. Money counts as many drivers as would have paid it, so that both make one order.
 * @throws what the source throws to end it early
 */
export async function makeAdvice(source: ReportSource, scope: AdviceScope): Promise<AdviceList> {
  const once = remembering(source);
  const advice: Advice[] = [];
  const lacks: (Lack & { rule: AdviceCode })[] = [];
  for (const name of ADVICE_CODES) {
    const found = await RULES[name](once, scope);
    advice.push(...found.advice);
    if (found.lack !== null) lacks.push({ ...found.lack, rule: name });
  }
  const payment = await meanPayment(once, scope.span);
  const weight = ({ drivers, amountMinor }: Advice) => drivers + amountMinor / payment;
  const keyOf = ({ code, subject }: Advice) => `${code} ${subject}`;
  const shown = advice.filter((one) => !isSaid(one, advice));
  shown.sort((one, other) => weight(other) - weight(one) || (keyOf(one) < keyOf(other) ? -1 : 1));
  return { span: scope.span, advice: shown.slice(0, ADVICE_MAX), lacks };
}

/** That drivers were turned away for want of space is part of the place that fills. */
function isSaid({ code, subject }: Advice, all: readonly Advice[]): boolean {
  return (
    code === 'turned-away' &&
    subject === 'lot-full' &&
    all.some((one) => one.code === 'place-fills' && one.values.turnedAway > 0)
  );
}

/** What a payment comes to on average, minor units; 1 where there are none. */
async function meanPayment(source: ReportSource, span: Span): Promise<number> {
  const kind = dimOf('receipts', 'kind');
  const rows = await source.facts('receipts', span, 'all');
  const { count, amount } = totalOf(rows.filter((row) => kind(row) === 'payment'));
  return count === 0 ? 1 : Math.max(1, amount / count);
}
