import type { Instant } from '#domain/kernel/instant.ts';
import type { EventOf, RecordedEvent } from '#domain/lot/event.ts';
import { tally } from './naive.ts';

/** Money counted straight from the events of a journal. For tests alone. */
export interface NaiveMoney {
  gross: number;
  refunds: number;
  reversals: number;
  count: number;
  readonly by: Readonly<Record<Split, Map<string, number>>>;
  /** `code text` → amount. */
  readonly lines: Map<string, number>;
  /** `label rate` → net and tax. */
  readonly taxes: Map<string, { net: number; tax: number }>;
}

const SPLITS = ['method', 'purpose', 'class', 'lane', 'cashier', 'shift'] as const;
type Split = (typeof SPLITS)[number];
type Captured = EventOf<'PaymentCaptured'>;

/** An amount in proportion, by exact whole numbers; halves go up. */
function inProportion(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === amount) return [...weights];
  if (whole === 0) return weights.map((_, index) => (index === weights.length - 1 ? amount : 0));
  const upTo: number[] = [];
  for (let index = 0, weighed = 0; index < weights.length; index += 1) {
    weighed += weights[index] ?? 0;
    const [over, under] = [2n * BigInt(amount) * BigInt(weighed), 2n * BigInt(whole)];
    const [top, bottom] = under < 0n ? [-over, -under] : [over, under];
    const raised = top + bottom / 2n;
    const floor = raised >= 0n ? raised / bottom : -((-raised + bottom - 1n) / bottom);
    upTo.push(index === weights.length - 1 ? amount : Number(floor));
  }
  return upTo.map((sum, index) => sum - (upTo[index - 1] ?? 0));
}

/** All receipts of a time. */
export function moneyOf(
  journal: readonly RecordedEvent[],
  isWithin: (at: Instant) => boolean,
): NaiveMoney {
  const by = Object.fromEntries(
    SPLITS.map((split) => [split, new Map<string, number>()]),
  ) as Record<Split, Map<string, number>>;
  const money: NaiveMoney = {
    ...{ gross: 0, refunds: 0, reversals: 0, count: 0 },
    ...{ by, lines: new Map(), taxes: new Map() },
  };
  const paid = new Map<string, Captured>();
  const classes = new Map<string, string>();
  for (const one of journal) {
    const { event, at } = one;
    if (event.type === 'TicketIssued') classes.set(event.sessionId, event.vehicleClass);
    if (event.type === 'PaymentCaptured') paid.set(event.paymentId, event);
    const isMoney = ['PaymentCaptured', 'PaymentRefunded', 'PaymentReversed'].includes(event.type);
    if (!isMoney || !isWithin(at)) continue;
    add(money, one, paid, classes);
  }
  return money;
}

function add(
  money: NaiveMoney,
  { event, actor }: RecordedEvent,
  paid: ReadonlyMap<string, Captured>,
  classes: ReadonlyMap<string, string>,
): void {
  if (
    event.type !== 'PaymentCaptured' &&
    event.type !== 'PaymentRefunded' &&
    event.type !== 'PaymentReversed'
  )
    return;
  const payment = paid.get(event.paymentId);
  if (payment === undefined) throw new Error('money was given back that never came');
  const amount = event.type === 'PaymentCaptured' ? event.amountMinor : -event.amountMinor;
  money.count += 1;
  if (event.type === 'PaymentCaptured') money.gross += amount;
  else if (event.type === 'PaymentRefunded') money.refunds += amount;
  else money.reversals += amount;
  tally(money.by.method, event.method, amount);
  tally(money.by.purpose, payment.purpose.kind, amount);
  tally(money.by.class, classes.get(event.sessionId ?? '') ?? '', amount);
  tally(money.by.lane, payment.laneId ?? '', amount);
  tally(money.by.cashier, actor.kind === 'user' ? actor.name : '', amount);
  tally(money.by.shift, event.shiftId ?? '', amount);
  const lines = payment.quote?.lines ?? [];
  if (lines.length === 0) tally(money.lines, `${payment.purpose.kind} `, amount);
  const parts = inProportion(
    amount,
    lines.map(({ amountMinor }) => amountMinor),
  );
  lines.forEach(({ code, text }, index) => {
    tally(money.lines, `${code} ${text}`, parts[index]);
  });
  const taxed = payment.taxes.flatMap(({ netMinor, taxMinor }) => [netMinor, taxMinor]);
  const untaxed = payment.amountMinor - taxed.reduce((sum, one) => sum + one, 0);
  const shares = inProportion(amount, [...taxed, untaxed]);
  payment.taxes.forEach(({ label, basisPoints }, index) => {
    const key = `${label} ${basisPoints}`;
    const held = money.taxes.get(key) ?? { net: 0, tax: 0 };
    held.net += shares[2 * index] ?? 0;
    held.tax += shares[2 * index + 1] ?? 0;
    money.taxes.set(key, held);
  });
  const rest = shares.at(-1) ?? 0;
  if (rest === 0) return;
  const held = money.taxes.get(' ') ?? { net: 0, tax: 0 };
  held.net += rest;
  money.taxes.set(' ', held);
}

/** One thing that was paid ahead, followed from event to event. */
interface Account {
  readonly kind: string;
  received: number;
  earned: number;
  seenAt: Instant;
  window: { readonly fromAt: Instant; readonly toAt: Instant } | null;
  kept: number | null;
}

function earnedBy(account: Account, at: Instant): number {
  const { received, earned, seenAt, window, kept } = account;
  if (at <= seenAt) return earned;
  if (kept !== null) return Math.min(kept, received);
  const rest = received - earned;
  if (rest <= 0) return received;
  if (window === null) return earned;
  const begins = Math.max(seenAt, window.fromAt);
  const ends = Math.max(begins + 1, window.toAt);
  if (at <= begins) return earned;
  return at >= ends ? received : earned + Math.round((rest * (at - begins)) / (ends - begins));
}

/** What was taken ahead and what of it was earned before an instant, by kind. */
export function deferredBefore(
  journal: readonly RecordedEvent[],
  at: Instant,
  earnedAt: Instant,
): ReadonlyMap<string, { readonly received: number; readonly earned: number }> {
  const accounts = new Map<string, Account>();
  const keyOf = new Map<string, string>();
  const open = (key: string, kind: string, more: Partial<Account> = {}) => {
    const fresh = { kind, received: 0, earned: 0, seenAt: -Infinity, window: null, kept: null };
    if (!accounts.has(key)) accounts.set(key, { ...fresh, ...more });
  };
  const change = (key: string | undefined, now: Instant, set: (account: Account) => void) => {
    const account = accounts.get(key ?? '');
    if (account === undefined) return;
    account.earned = earnedBy(account, now);
    account.seenAt = now;
    set(account);
  };
  for (const { event, at: now } of journal) {
    if (now >= at) break;
    if (event.type === 'ReservationBooked')
      open(event.reservationId, 'reservation', { window: event.timing });
    else if (event.type === 'ReservationChanged')
      change(event.reservationId, now, (one) => Object.assign(one, { window: event.timing }));
    else if (event.type === 'ReservationCancelled' || event.type === 'ReservationMissed')
      change(event.reservationId, now, (one) => Object.assign(one, { kept: event.feeMinor }));
    else if (event.type === 'ReservationFeeWaived')
      change(event.reservationId, now, (one) => Object.assign(one, { kept: 0 }));
    else if (event.type === 'PaymentCaptured') {
      const { purpose, paymentId, amountMinor } = event;
      let key: string | null = null;
      if (purpose.kind === 'reservation') key = purpose.reservationId;
      if (purpose.kind === 'membership' && purpose.what === 'fee') {
        key = `fee ${purpose.membershipId}`;
        open(key, 'membership');
      }
      if (purpose.kind === 'membership' && purpose.what === 'top-up')
        keyOf.set(paymentId, `balance ${purpose.membershipId}`);
      if (key === null) continue;
      keyOf.set(paymentId, key);
      change(key, now, (one) => Object.assign(one, { received: one.received + amountMinor }));
    } else if (event.type === 'PaymentRefunded' || event.type === 'PaymentReversed')
      change(keyOf.get(event.paymentId), now, (one) =>
        Object.assign(one, { received: one.received - event.amountMinor }),
      );
    else if (event.type === 'BalanceToppedUp') {
      open(`balance ${event.membershipId}`, 'balance', { kept: 0 });
      change(`balance ${event.membershipId}`, now, (one) =>
        Object.assign(one, { received: one.received + event.amountMinor }),
      );
    } else if (event.type === 'BalanceCharged')
      change(`balance ${event.membershipId}`, now, (one) =>
        Object.assign(one, { kept: (one.kept ?? 0) + event.amountMinor }),
      );
    else if (event.type === 'MembershipRenewed' && event.by === 'payment') {
      const key = `fee ${event.membershipId}`;
      const account = accounts.get(key);
      if (account === undefined) continue;
      accounts.delete(key);
      const bought = `${key} from ${event.fromAt} by ${now} ${accounts.size}`;
      account.earned = earnedBy(account, now);
      account.seenAt = now;
      account.window = { fromAt: event.fromAt, toAt: event.untilAt };
      accounts.set(bought, account);
      for (const [payment, of] of keyOf) if (of === key) keyOf.set(payment, bought);
    }
  }
  const sums = new Map<string, { received: number; earned: number }>();
  for (const account of accounts.values()) {
    const held = sums.get(account.kind) ?? { received: 0, earned: 0 };
    held.received += account.received;
    held.earned += earnedBy(account, earnedAt);
    sums.set(account.kind, held);
  }
  return sums;
}
