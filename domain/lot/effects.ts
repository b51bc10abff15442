import type { ChargerOrder } from '../charging/connector.ts';
import { kindOf } from '../facility/device-link.ts';
import { must } from '../kernel/assert.ts';
import type { DeviceId, LaneId, PaymentId, SessionId, SlotId } from '../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import type { SignLines } from '../lane/sign-text.ts';
import {
  DECLINED_SIGN,
  dueSign,
  EVACUATION_SIGN,
  GOODBYE_SIGN,
  idleSign,
  OPEN_SIGN,
  PRINTING_SIGN,
  refusalSign,
  slotSign,
  TURNING_SIGN,
  ticketSign,
  WAIT_SIGN,
} from '../lane/sign-text.ts';
import type { Payment } from '../payment/payment.ts';
import { printKey } from '../printing/print-job.ts';
import { freeCount } from './availability.ts';
import type { EventOf, LotEvent } from './event.ts';
import { isFree, wayOf } from './lane-view.ts';
import type { LaneState, LotState } from './state.ts';
import type { LanePhase } from './words.ts';

/** What the field is told to do. Run only after the event behind it is durable. */
export type Effect =
  | { readonly kind: 'vend' | 'hold' | 'close'; readonly laneId: LaneId }
  | {
      readonly kind: 'show';
      readonly laneId: LaneId;
      readonly lines: SignLines;
      /** Nobody stands there: a sign with a board of its own shows that. */
      readonly idle?: true;
      /** A code to scan, such as a UPI uri. */
      readonly qr?: string;
    }
  | ChargerEffect
  | PrintEffect
  | TerminalEffect;

/** What a charger is told. */
export interface ChargerEffect {
  readonly kind: 'charger';
  readonly deviceId: DeviceId;
  /** Its answer names it. */
  readonly orderId: string;
  readonly order: ChargerOrder;
}

/** A document that goes to a printer; what is to stand on it, the state says. */
export interface PrintEffect {
  readonly kind: 'print';
  readonly deviceId: DeviceId;
  readonly jobId: string;
}

/** What a card terminal is told. */
export type TerminalEffect = { readonly deviceId: DeviceId; readonly paymentId: PaymentId } & (
  | { readonly kind: 'charge'; readonly amountMinor: Minor; readonly currency: Currency }
  /** Asks what became of a payment, and never charges. */
  | {
      readonly kind: 'ask-charge';
      readonly amountMinor: Minor;
      readonly currency: Currency;
      readonly requestedAt: Instant;
    }
  | { readonly kind: 'abort-charge' }
  | {
      readonly kind: 'reverse-charge';
      readonly amountMinor: Minor;
      readonly terminalReceipt: string;
    }
);

/** What an event makes the gate and the sign of its lane do, given the state it led to. */
export function effectsOf(state: LotState, event: LotEvent): readonly Effect[] {
  const effects = ordinaryEffects(state, event);
  return state.evacuation === null ? effects : whileEvacuating(effects);
}

/** Whatever else goes on, no gate comes down and every sign says the same. */
function whileEvacuating(effects: readonly Effect[]): readonly Effect[] {
  return effects
    .filter(({ kind }) => kind !== 'close' && kind !== 'vend')
    .map((effect) => (effect.kind === 'show' ? show(effect.laneId, EVACUATION_SIGN) : effect));
}

function ordinaryEffects(state: LotState, event: LotEvent): readonly Effect[] {
  switch (event.type) {
    case 'GateVended':
      return [{ kind: 'vend', laneId: event.laneId }, show(event.laneId, vendSign(state, event))];
    case 'GateHeld':
      return heldOpen(event.laneId, OPEN_SIGN);
    case 'GateClosed':
      return [{ kind: 'close', laneId: event.laneId }, showIdle(state, event.laneId)];
    case 'DeviceStatusChanged':
      return event.status === 'online' ? barrierIsBack(state, event.deviceId) : [];
    case 'GateMoved':
      return gateMoved(state, event);
    case 'HoldEnded':
      return endOfHold(state, event.laneId);
    case 'EvacuationStarted':
      return [...state.lanes.keys()].flatMap((laneId) => heldOpen(laneId, EVACUATION_SIGN));
    case 'EvacuationEnded':
      return [...state.lanes].flatMap(([laneId, { held }]) =>
        held ? heldOpen(laneId, OPEN_SIGN) : endOfHold(state, laneId),
      );
    case 'LaneTurning':
    case 'LaneTurned':
      return [showIdle(state, event.laneId)];
    case 'TailgateSeen':
      return closeIfFree(state, event.laneId);
    case 'VehicleBackedOut':
    case 'AuthorisationExpired':
      // To close is to end a hold as well: what staff keep open stays open until they close it.
      if (state.lanes.get(event.laneId)?.held === true) return [show(event.laneId, OPEN_SIGN)];
      return [{ kind: 'close', laneId: event.laneId }, showIdle(state, event.laneId)];
    case 'EntryRefused':
    case 'ExitRefused':
      return [show(event.laneId, refusalSign(event.code))];
    case 'StaffAnswered':
      return event.admit ? [] : [show(event.laneId, DECLINED_SIGN)];
    case 'NoPlateSeen':
    case 'StaffAsked':
      return [show(event.laneId, WAIT_SIGN)];
    case 'PaymentDue':
      return [amountSign(state, event.laneId, event, event.dueMinor)];
    case 'VehiclePassed':
      // The next one stands close behind: a controller that lingers would let it slip through.
      return [...closeIfFree(state, event.laneId, 'armed'), showIdle(state, event.laneId)];
    case 'PriceChanged':
      return [...state.lanes]
        .filter(([laneId, { phase, held }]) => {
          return leadsIn(state, laneId) && phase === 'idle' && !held;
        })
        .map(([laneId]) => showIdle(state, laneId));
    case 'ChargerOrdered': {
      const { deviceId, orderId, order } = event;
      return [{ kind: 'charger', deviceId, orderId, order }];
    }
    case 'PrintAsked':
      return printEffects(event);
    case 'PaymentRequested':
      return chargeEffects(state, event);
    case 'PaymentOffered':
      return offerEffects(state, event);
    case 'PaymentEndAsked':
      return endEffects(state, event);
    case 'LoopChanged':
      return loopEffects(state, event);
    case 'LotCreated':
    case 'LotChanged':
      return event.lot.lanes.map((lane) => showIdle(state, lane.id));
    default:
      return [];
  }
}

/** After a tailgater the gate closes as soon as nothing is under it. */
function loopEffects(state: LotState, event: EventOf<'LoopChanged'>): readonly Effect[] {
  const { laneId, loop, on, phase } = event;
  if (loop === 'arming') return !on && phase === 'idle' ? [showIdle(state, laneId)] : [];
  const { tailgates = 0, closeDue = false } = state.lanes.get(laneId) ?? {};
  return !on && (tailgates > 0 || closeDue) ? closeIfFree(state, laneId) : [];
}

/**
 * A barrier that was away has heard none of its orders: those that still hold are given again. An order is
 * never kept for later, so one for a vehicle is good for as long as that may pass.
 */
function barrierIsBack(
  { installed, lanes, evacuation }: LotState,
  deviceId: DeviceId,
): readonly Effect[] {
  const device = installed?.devices.get(deviceId);
  if (device === undefined || kindOf(device.driver) !== 'barrier' || !('laneId' in device))
    return [];
  const laneId = device.laneId;
  const lane = laneId === undefined ? undefined : lanes.get(laneId);
  if (laneId === undefined || lane === undefined) return [];
  if (evacuation !== null || lane.held) return [{ kind: 'hold', laneId }];
  if (lane.phase === 'vended') return lane.orderAt === null ? [] : [{ kind: 'vend', laneId }];
  const isClear = lane.phase !== 'passing' && !lane.safetyOn;
  return lane.closeDue && isClear ? [{ kind: 'close', laneId }] : [];
}

/** A controller that obeys turns a closing arm round sooner; one that closes on for so long has not heard. */
const NOT_HEARD_AFTER_MS = 2 * SECOND_MS;

/**
 * An arm that has come down although it was told to rise is told again. Not one that had no time to turn: it
 * may have kept the order and rise by itself, and a second one would be for a vehicle that is not there.
 */
function gateMoved({ lanes }: LotState, { laneId, gate }: EventOf<'GateMoved'>): readonly Effect[] {
  const lane = lanes.get(laneId);
  if (lane === undefined || gate !== 'closed' || lane.phase !== 'vended') return [];
  const { upUntil, gateAt, orderAt } = lane;
  if (upUntil !== gateAt || orderAt === null || gateAt === null) return [];
  return gateAt - orderAt >= NOT_HEARD_AFTER_MS ? [{ kind: 'vend', laneId }] : [];
}

/** Closes a gate that is open for nobody; with a phase, only while the lane is in it. */
function closeIfFree(state: LotState, laneId: LaneId, only?: LanePhase): readonly Effect[] {
  const lane = state.lanes.get(laneId);
  if (lane === undefined || isFree(state, lane)) return [];
  if (lane.phase === 'vended' || lane.phase === 'passing') return [];
  return only === undefined || lane.phase === only ? [{ kind: 'close', laneId }] : [];
}

/** To end a hold is to close when nothing is under it; whoever the gate was opened for meanwhile still passes. */
function endOfHold(state: LotState, laneId: LaneId): readonly Effect[] {
  const close: Effect = { kind: 'close', laneId };
  const lane = state.lanes.get(laneId);
  if (lane?.phase === 'vended') return [close, { kind: 'vend', laneId }];
  if (lane?.safetyOn === true || lane?.phase === 'passing') return [showIdle(state, laneId)];
  return [close, showIdle(state, laneId)];
}

/**
 * What must be said again after a restart: a gate that was to open for a vehicle which still stands
 * there may never have been told. An authorisation whose time is over opens nothing any more.
 */
export function effectsAfterRestart(state: LotState, at: Instant): readonly Effect[] {
  const effects: Effect[] = [];
  const limitMs = (state.installed?.lot.policies.passageLimitSeconds ?? 0) * SECOND_MS;
  for (const [laneId, lane] of state.lanes) {
    if (state.evacuation !== null) effects.push(...heldOpen(laneId, EVACUATION_SIGN));
    else if (lane.held) effects.push(...heldOpen(laneId, OPEN_SIGN));
    else if (lane.phase === 'vended' && at - lane.phaseSince < limitMs)
      effects.push({ kind: 'vend', laneId });
    else if (lane.phase !== 'vended' && lane.phase !== 'passing')
      effects.push(showWaiting(state, laneId, lane));
  }
  // A terminal may have taken money that nobody heard of: it is asked, never charged again.
  for (const paymentId of state.payments.open) {
    const payment = must(state.payments.payments.get(paymentId), 'an open payment is held');
    const { deviceId, amountMinor, requestedAt } = payment;
    if (deviceId === null || payment.uncertain) continue;
    const currency = state.installed?.lot.currency ?? '';
    effects.push({ kind: 'ask-charge', deviceId, paymentId, amountMinor, currency, requestedAt });
  }
  // A reversal is safe to ask for again: the terminal says so when it is done already.
  for (const paymentId of state.payments.reversing)
    effects.push(...reversalEffects(state, paymentId));
  return effects;
}

/** What a sign showed to whoever waits in a lane, or to nobody; the sign may have been without power as well. */
function showWaiting(state: LotState, laneId: LaneId, lane: LaneState): Effect {
  const { phase, dueMinor, refusal } = lane;
  if (phase === 'asking') return show(laneId, WAIT_SIGN);
  if (phase === 'printing') return show(laneId, PRINTING_SIGN);
  if (phase === 'due' && dueMinor !== null) return amountSign(state, laneId, lane, dueMinor);
  return refusal === null ? showIdle(state, laneId) : show(laneId, refusalSign(refusal));
}

function printEffects(event: EventOf<'PrintAsked'>): readonly Effect[] {
  const { deviceId, jobId, laneId, document } = event;
  if (deviceId === null) return [];
  const print: Effect = { kind: 'print', deviceId, jobId };
  // A receipt holds nobody up: the sign goes on to say that the gate is open.
  const isWaitedFor = laneId !== null && document.kind === 'ticket';
  return isWaitedFor ? [print, show(laneId, PRINTING_SIGN)] : [print];
}

function chargeEffects(
  { installed }: LotState,
  { deviceId, paymentId, amountMinor }: EventOf<'PaymentRequested'>,
): readonly Effect[] {
  if (deviceId === null || installed === null) return [];
  const { currency } = installed.lot;
  return [{ kind: 'charge', deviceId, paymentId, amountMinor, currency }];
}

function offerEffects(
  { installed, payments, lanes }: LotState,
  { laneId, link, paymentId }: EventOf<'PaymentOffered'>,
): readonly Effect[] {
  const payment = payments.payments.get(paymentId);
  if (laneId === null || link === null || installed === null || payment === undefined) return [];
  // A provider answers when it likes: by then another vehicle may stand there.
  const lane = lanes.get(laneId);
  if (lane?.phase !== 'due' || !isOffered(payment, lane.sessionId)) return [];
  const lines = dueSign(payment.amountMinor, installed.lot.currency);
  return [{ kind: 'show', laneId, lines, qr: link }];
}

function isOffered({ state, ending, purpose }: Payment, sessionId: SessionId | null): boolean {
  return (
    state === 'requested' &&
    ending === null &&
    purpose.kind === 'session' &&
    purpose.sessionId === sessionId
  );
}

/** The amount, with the code that is offered for just that amount already. */
function amountSign(
  { payments, installed }: LotState,
  laneId: LaneId,
  { sessionId }: Pick<LaneState, 'sessionId'>,
  dueMinor: Minor,
): Effect {
  const shown = show(laneId, dueSign(dueMinor, installed?.lot.currency ?? ''));
  for (const paymentId of payments.open) {
    const payment = must(payments.payments.get(paymentId), 'an open payment is held');
    const { link, amountMinor } = payment;
    const isHere = payment.laneId === laneId && amountMinor === dueMinor;
    if (link !== null && isHere && isOffered(payment, sessionId)) return { ...shown, qr: link };
  }
  return shown;
}

function endEffects(
  { payments }: LotState,
  { paymentId, how }: EventOf<'PaymentEndAsked'>,
): readonly Effect[] {
  if (how === 'reverse') return reversalEffects({ payments }, paymentId);
  const deviceId = payments.payments.get(paymentId)?.deviceId ?? null;
  return deviceId === null ? [] : [{ kind: 'abort-charge', deviceId, paymentId }];
}

function reversalEffects(
  { payments }: Pick<LotState, 'payments'>,
  paymentId: PaymentId,
): readonly Effect[] {
  const payment = payments.payments.get(paymentId);
  if (payment === undefined || payment.deviceId === null) return [];
  const { deviceId } = payment;
  const terminalReceipt = payment.providerReference?.id ?? '';
  const { capturedMinor: amountMinor } = payment;
  return [{ kind: 'reverse-charge', deviceId, paymentId, amountMinor, terminalReceipt }];
}

type Shown = Extract<Effect, { kind: 'show' }>;

const show = (laneId: LaneId, lines: SignLines): Shown => ({ kind: 'show', laneId, lines });

const heldOpen = (laneId: LaneId, lines: SignLines): readonly Effect[] => [
  { kind: 'hold', laneId },
  show(laneId, lines),
];

function leadsIn({ installed, lanes }: LotState, laneId: LaneId): boolean {
  const lane = installed?.lanes.get(laneId);
  const held = lanes.get(laneId);
  return lane === undefined || held === undefined || wayOf(lane, held) === 'entry';
}

function showIdle(state: LotState, laneId: LaneId): Effect {
  const { installed } = state;
  if (installed === null) return show(laneId, []);
  if (state.lanes.get(laneId)?.turning) return show(laneId, TURNING_SIGN);
  const { lot } = installed;
  const lines = idleSign(lot, leadsIn(state, laneId), freeCount(state), state.tariffs.price);
  return { ...show(laneId, lines), idle: true };
}

function vendSign(state: LotState, { sessionId, laneId }: EventOf<'GateVended'>): SignLines {
  if (!leadsIn(state, laneId)) return GOODBYE_SIGN;
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  if (session === undefined || session.slotId === null) return OPEN_SIGN;
  const printed = printKey({ kind: 'ticket', number: session.ticketNumber });
  const isOnPaper = printed !== null && state.printing.counts.has(printed);
  return signOfSlot(state, session.slotId, isOnPaper ? ticketSign : slotSign);
}

function signOfSlot(
  { installed }: LotState,
  slotId: SlotId,
  sign: (slotLabel: string, levelLabel: string) => SignLines,
): SignLines {
  const index = installed?.slotIndex.get(slotId);
  const slot = index === undefined ? undefined : installed?.slots[index];
  if (slot === undefined) return OPEN_SIGN;
  const level = installed?.lot.levels.find((one) => one.id === slot.levelId);
  return sign(slot.label, level?.label ?? slot.levelId);
}
