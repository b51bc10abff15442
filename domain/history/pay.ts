import type { SessionId } from '../kernel/ids.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { CommandBody } from '../lot/command.ts';
import { duePayment } from '../lot/due.ts';
import type { LotEvent } from '../lot/event.ts';
import type { PaymentMethod, PaymentPurpose, PaymentReference } from '../payment/payment.ts';
import { drawWeighted } from '../traffic/plates.ts';
import type { Part } from './agenda.ts';
import { MANAGER } from './desk.ts';
import { STATION } from './history-lot.ts';
import { between, happens, type World } from './world.ts';

const PROVIDER = 'razorpay';
const CARDS = ['Visa', 'Mastercard', 'RuPay'];
/** A note that is large enough for what is due. */
const NOTE_MINOR = 10_000;
const REFUNDED_SHARE = 0.003;
const DECLINED_SHARE = 0.02;

type Way = 'cash' | 'card' | 'upi';

/** What a stay owes now. */
export function dueOf({ lot }: World, sessionId: SessionId): Minor {
  const session = lot.state.sessions.get(sessionId);
  return session === undefined ? 0 : duePayment(lot.state, session, lot.at).dueMinor;
}

/** At the desk, before driving to the exit. */
export function* payAtDesk(world: World, sessionId: SessionId): Part<void> {
  yield between(world, 10, 40) * SECOND_MS;
  const dueMinor = dueOf(world, sessionId);
  if (dueMinor === 0) return;
  const way = wayOf(world);
  const purpose = { kind: 'session', sessionId } as const;
  if (way === 'cash') payCash(world, purpose, dueMinor);
  else yield* payByRequest(world, purpose, dueMinor, { method: way, laneId: null });
  if (happens(world, REFUNDED_SHARE)) yield* refund(world, sessionId);
}

/** At the gate, where the amount is shown: mostly with the phone. */
export function* payInLane(world: World, sessionId: SessionId, laneId: string): Part<void> {
  yield between(world, 5, 20) * SECOND_MS;
  const dueMinor = dueOf(world, sessionId);
  if (dueMinor === 0) return;
  const purpose = { kind: 'session', sessionId } as const;
  if (happens(world, 0.75))
    yield* payByRequest(world, purpose, dueMinor, { method: 'upi', laneId });
  else payCash(world, purpose, dueMinor);
}

export function payCash(world: World, purpose: PaymentPurpose, amountMinor: Minor): void {
  const tenderedMinor = Math.ceil(amountMinor / NOTE_MINOR) * NOTE_MINOR;
  const { lot, staff } = world;
  lot.tell({ type: 'TakePayment', purpose, amountMinor, tenderedMinor, part: false }, staff.onDuty);
}

/** By a terminal or a provider; some are turned down first and tried again. */
export function* payByRequest(
  world: World,
  purpose: PaymentPurpose,
  amountMinor: Minor,
  by: { readonly method: Exclude<PaymentMethod, 'cash'>; readonly laneId: string | null },
): Part<void> {
  const { lot, staff } = world;
  const { method, laneId } = by;
  const terminal = terminalOf(world);
  const isCard = method === 'card';
  const body: CommandBody = {
    type: 'RequestPayment',
    purpose,
    method,
    amountMinor,
    part: false,
    laneId,
    deviceId: isCard ? terminal : null,
    provider: isCard ? null : PROVIDER,
  };
  const actor = laneId === null ? staff.onDuty : STATION;
  for (let isDeclined = happens(world, DECLINED_SHARE); ; isDeclined = false) {
    const requested = lot.ask('PaymentRequested', body, actor);
    if (requested === null) return;
    const { paymentId } = requested;
    yield between(world, 6, 25) * SECOND_MS;
    if (!isDeclined) {
      const reference = referenceOf(world, paymentId, isCard);
      const outcome = { kind: 'captured', amountMinor, reference } as const;
      lot.tell({ type: 'ReportPayment', paymentId, outcome });
      return;
    }
    const outcome = { kind: 'failed', code: 'declined', detail: 'The bank said no' } as const;
    lot.tell({ type: 'ReportPayment', paymentId, outcome });
    yield between(world, 5, 15) * SECOND_MS;
  }
}

/** A complaint that the manager grants. */
function* refund(world: World, sessionId: SessionId): Part<void> {
  const { lot } = world;
  const { payments } = lot.state.payments;
  const paid = [...payments.values()].findLast(
    ({ purpose }) => purpose.kind === 'session' && purpose.sessionId === sessionId,
  );
  if (paid === undefined || paid.capturedMinor === 0) return;
  yield between(world, 30, 60) * SECOND_MS;
  const isCash = paid.method === 'cash';
  const amountMinor = Math.ceil(paid.capturedMinor / 2);
  const asked = lot.ask(
    'RefundRequested',
    {
      type: 'RefundPayment',
      paymentId: paid.id,
      amountMinor,
      reason: 'The slot was not usable',
      as: isCash ? 'cash' : 'same',
    },
    MANAGER,
  );
  if (asked !== null) yield* settleRefunds(world, [asked]);
}

/** The provider gives back what was asked for. */
export function* settleRefunds(world: World, events: readonly LotEvent[]): Part<void> {
  for (const event of events) {
    if (event.type !== 'RefundRequested') continue;
    yield between(world, 2, 8) * SECOND_MS;
    const { paymentId, refundId } = event;
    const outcome = { kind: 'refunded' } as const;
    world.lot.tell({ type: 'ReportRefund', paymentId, refundId, outcome });
  }
}

function wayOf(world: World): Way {
  const hasTerminal = terminalOf(world) !== null;
  const weights: readonly (readonly [Way, number])[] = [
    ['cash', world.staff.hasTill ? 38 : 4],
    ['card', hasTerminal ? 24 : 0],
    ['upi', 38],
  ];
  return drawWeighted(weights, world.random);
}

function terminalOf({ lot, down }: World): string | null {
  const found = lot.lot.devices.find(({ driver }) => driver.startsWith('terminal-'));
  return found === undefined || down.has(found.id) ? null : found.id;
}

function referenceOf(world: World, paymentId: string, isCard: boolean): PaymentReference {
  const trace = String(Math.floor(world.random() * 1_000_000)).padStart(6, '0');
  if (!isCard)
    return { id: `pay_${paymentId.slice(2)}`, terminalId: null, trace: null, cardName: null };
  const cardName = CARDS[Math.floor(world.random() * CARDS.length)] ?? null;
  return { id: trace, terminalId: '65004321', trace, cardName };
}
