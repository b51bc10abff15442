import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { EventOf, RecordedEvent } from '../lot/event.ts';
import {
  type DeferralHead,
  type DeferralKind,
  type DeferralPosting,
  spreadOn,
} from './deferral.ts';

/** Where what was paid ahead is kept. The views keep it in tables. */
export interface DeferralStore {
  head(key: string): DeferralHead | null;
  setHead(key: string, head: DeferralHead): void;
  /** Ends all postings of a key at an instant and gives what they had earned before it, ever. */
  settle(key: string, at: Instant): Minor;
  post(key: string, kind: DeferralKind, posting: DeferralPosting): void;
  /** Money that came (or, less than zero, went back) for what is not earned yet. */
  move(kind: DeferralKind, at: Instant, amountMinor: Minor): void;
  /** What a payment was for. */
  keyOfPayment(paymentId: string): string | null;
  setKeyOfPayment(paymentId: string, key: string): void;
  /** All payments of one key are another's from now on. */
  rename(from: string, to: string): void;
}

const bookingKey = (id: string) => `booking:${id}`;
const feeKey = (membershipId: string) => `fee:${membershipId}`;
const balanceKey = (membershipId: string) => `balance:${membershipId}`;

/** Brings an event into the book of what was paid ahead. Deterministic in the order of the journal. */
export function applyDeferral(recorded: RecordedEvent, store: DeferralStore): void {
  const { event, at, seq } = recorded;
  switch (event.type) {
    case 'ReservationBooked': {
      const { fromAt, toAt } = event.timing;
      const window = { fromAt, toAt };
      const kind = 'reservation';
      const head = { kind, receivedMinor: 0, window, keptMinor: null } as const;
      store.setHead(bookingKey(event.reservationId), head);
      return;
    }
    case 'ReservationChanged': {
      const { fromAt, toAt } = event.timing;
      change(store, bookingKey(event.reservationId), at, { window: { fromAt, toAt } });
      return;
    }
    case 'ReservationCancelled':
    case 'ReservationMissed':
      change(store, bookingKey(event.reservationId), at, { keptMinor: event.feeMinor });
      return;
    case 'ReservationFeeWaived':
      change(store, bookingKey(event.reservationId), at, { keptMinor: 0 });
      return;
    case 'PaymentCaptured':
      captured(store, event, at);
      return;
    case 'PaymentRefunded':
    case 'PaymentReversed': {
      const key = store.keyOfPayment(event.paymentId);
      if (key !== null) receive(store, key, at, -event.amountMinor);
      return;
    }
    case 'MembershipRenewed':
      if (event.by === 'payment') renewed(store, event, at, seq);
      return;
    case 'BalanceToppedUp':
      open(store, balanceKey(event.membershipId), 'balance', 0);
      receive(store, balanceKey(event.membershipId), at, event.amountMinor);
      return;
    case 'BalanceCharged': {
      const key = balanceKey(event.membershipId);
      const keptMinor = (store.head(key)?.keptMinor ?? 0) + event.amountMinor;
      change(store, key, at, { keptMinor });
      return;
    }
  }
}

function captured(store: DeferralStore, event: EventOf<'PaymentCaptured'>, at: Instant): void {
  const { purpose, paymentId, amountMinor } = event;
  if (purpose.kind === 'reservation') {
    const key = bookingKey(purpose.reservationId);
    store.setKeyOfPayment(paymentId, key);
    receive(store, key, at, amountMinor);
  } else if (purpose.kind === 'membership' && purpose.what === 'fee') {
    const key = feeKey(purpose.membershipId);
    open(store, key, 'membership', null);
    store.setKeyOfPayment(paymentId, key);
    receive(store, key, at, amountMinor);
  } else if (purpose.kind === 'membership' && purpose.what === 'top-up')
    // What it adds to the balance is said by the event behind it.
    store.setKeyOfPayment(paymentId, balanceKey(purpose.membershipId));
}

/** What was paid of the fee so far is earned over the period that it has bought. */
function renewed(
  store: DeferralStore,
  { membershipId, fromAt, untilAt }: EventOf<'MembershipRenewed'>,
  at: Instant,
  seq: number,
): void {
  const waiting = feeKey(membershipId);
  const head = store.head(waiting);
  if (head === null) return;
  const earnedMinor = store.settle(waiting, at);
  store.setHead(waiting, { ...head, receivedMinor: earnedMinor });
  const period = `${waiting}:${seq}`;
  store.rename(waiting, period);
  const window = { fromAt, toAt: untilAt };
  const receivedMinor = head.receivedMinor - earnedMinor;
  put(store, period, { ...head, receivedMinor, window }, at);
}

function open(
  store: DeferralStore,
  key: string,
  kind: DeferralKind,
  keptMinor: Minor | null,
): void {
  if (store.head(key) !== null) return;
  store.setHead(key, { kind, receivedMinor: 0, window: null, keptMinor });
}

function receive(store: DeferralStore, key: string, at: Instant, amountMinor: Minor): void {
  const head = store.head(key);
  if (head === null) return;
  store.move(head.kind, at, amountMinor);
  change(store, key, at, { receivedMinor: head.receivedMinor + amountMinor });
}

function change(
  store: DeferralStore,
  key: string,
  at: Instant,
  set: Partial<Omit<DeferralHead, 'kind'>>,
): void {
  const head = store.head(key);
  if (head !== null) put(store, key, { ...head, ...set }, at);
}

function put(store: DeferralStore, key: string, head: DeferralHead, at: Instant): void {
  store.setHead(key, head);
  const earnedMinor = store.settle(key, at);
  for (const posting of spreadOn(head, earnedMinor, at)) store.post(key, head.kind, posting);
}
