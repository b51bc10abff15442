import type { LaneId } from '#domain/kernel/ids.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { RequestPayment } from '#domain/lot/command/payment.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Payment } from '#domain/payment/payment.ts';
import type { Log } from '../ports/log.ts';
import type { DeskLot } from '../providers/desk-lot.ts';

const STATION: Actor = { kind: 'station' };
/** After an offer that failed, such as by a declined card: the lane offers it anew, each time later. */
const OFFER_AGAIN_MS = [3_000, 10_000, 30_000, 60_000] as const;

export interface LaneCashierParts {
  readonly providersOf: (method: 'upi') => readonly string[];
  readonly log: Log;
}

/**
 * Takes money in lanes: where a vehicle is shown an amount, the lane's terminal waits for a card and
 * its sign shows a code to scan. When the vehicle leaves the lane unpaid, both are given up.
 */
export class LaneCashier {
  readonly #parts: LaneCashierParts;
  readonly #stops = new Map<string, () => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** How often offers to the vehicle that now waits in a lane have failed, by lot and lane. */
  readonly #failures = new Map<string, number>();

  constructor(parts: LaneCashierParts) {
    this.#parts = parts;
  }

  /** Serves the lanes of a lot from now on, those included in which an amount is shown already. */
  attach(lot: DeskLot): void {
    this.#stops.get(lot.lotId)?.();
    const stop = lot.follow((events) => {
      for (const laneId of failedIn(events)) this.#serveLater(lot, laneId);
      for (const laneId of concerned(lot.state, events)) this.#serve(lot, laneId);
    });
    this.#stops.set(lot.lotId, stop);
    for (const laneId of lot.state.lanes.keys()) this.#serve(lot, laneId);
  }

  close(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #serveLater(lot: DeskLot, laneId: LaneId): void {
    const key = keyOf(lot, laneId);
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const waitMs = OFFER_AGAIN_MS[Math.min(failures, OFFER_AGAIN_MS.length - 1)];
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#serve(lot, laneId);
    }, waitMs).unref();
    this.#timers.add(timer);
  }

  #serve(lot: DeskLot, laneId: LaneId): void {
    const lane = lot.state.lanes.get(laneId);
    const open = openIn(lot.state, laneId);
    if (lane?.phase !== 'due' || lane.sessionId === null || lane.dueMinor === null) {
      for (const payment of open) this.#giveUp(lot, payment);
      this.#failures.delete(keyOf(lot, laneId));
      return;
    }
    // What is offered for a vehicle before, or for an amount that has changed, stands no more.
    const { sessionId, dueMinor } = lane;
    const stale = open.filter(
      ({ purpose, amountMinor }) =>
        purpose.kind !== 'session' || purpose.sessionId !== sessionId || amountMinor !== dueMinor,
    );
    for (const payment of stale) this.#giveUp(lot, payment);
    const offered = new Set(open.filter((one) => !stale.includes(one)).map(({ method }) => method));
    const purpose = { kind: 'session', sessionId } as const;
    for (const way of this.#waysOf(lot.state, laneId)) {
      if (offered.has(way.method)) continue;
      const request: RequestPayment = {
        type: 'RequestPayment',
        purpose,
        amountMinor: dueMinor,
        part: false,
        laneId,
        ...way,
      };
      this.#submit(lot, request);
    }
  }

  #waysOf(
    { installed, devices }: LotState,
    laneId: LaneId,
  ): readonly Pick<RequestPayment, 'method' | 'deviceId' | 'provider'>[] {
    if (installed === null) return [];
    const { lot } = installed;
    const here = lot.devices.filter((device) => 'laneId' in device && device.laneId === laneId);
    const ways: Pick<RequestPayment, 'method' | 'deviceId' | 'provider'>[] = [];
    const terminal = here.find(({ driver }) => driver === 'terminal-zvt');
    if (terminal !== undefined && devices.get(terminal.id)?.status === 'online')
      ways.push({ method: 'card', deviceId: terminal.id, provider: null });
    const hasSign = here.some(({ driver }) => driver === 'sign-mqtt');
    const provider = this.#parts.providersOf('upi')[0];
    if (hasSign && provider !== undefined && lot.currency === 'INR')
      ways.push({ method: 'upi', deviceId: null, provider });
    return ways;
  }

  #giveUp(lot: DeskLot, { id: paymentId, ending }: Payment): void {
    if (ending !== null) return;
    this.#submit(lot, {
      type: 'AbortPayment',
      paymentId,
      reason: 'the vehicle is not waiting any more',
    });
  }

  #submit(lot: DeskLot, body: Parameters<DeskLot['submit']>[0]): void {
    const told = (error: string) =>
      this.#parts.log.debug({ lotId: lot.lotId, command: body.type, error }, 'not taken in a lane');
    lot.submit(body, { actor: STATION }).then(
      (outcome) => {
        if (!outcome.ok) told(outcome.refusal.message);
      },
      (error: Error) => told(error.message),
    );
  }
}

const keyOf = ({ lotId }: DeskLot, laneId: LaneId): string => `${lotId} ${laneId}`;

/** Lanes that events speak of; all of them when the state was read anew. */
function concerned(state: LotState, events: readonly RecordedEvent[] | null): ReadonlySet<LaneId> {
  if (events === null) return new Set(state.lanes.keys());
  const lanes = new Set<LaneId>();
  if (events.some(({ event }) => ANYWHERE.has(event.type))) return new Set(state.lanes.keys());
  for (const { event } of events)
    if ('laneId' in event && event.laneId !== null && MOVES.has(event.type))
      lanes.add(event.laneId);
  return lanes;
}

/** A terminal that came back, or a vehicle that is to pay anew, may be in any lane. */
const ANYWHERE: ReadonlySet<RecordedEvent['event']['type']> = new Set([
  'DeviceStatusChanged',
  'PaymentReversed',
]);

/** What changes whether an amount is awaited in a lane. */
const MOVES: ReadonlySet<RecordedEvent['event']['type']> = new Set([
  'PaymentDue',
  'LoopChanged',
  'GateVended',
  'AuthorisationExpired',
]);

/** Lanes in which an offer failed. */
function failedIn(events: readonly RecordedEvent[] | null): ReadonlySet<LaneId> {
  const lanes = new Set<LaneId>();
  for (const { event } of events ?? [])
    if (event.type === 'PaymentFailed' && event.laneId !== null) lanes.add(event.laneId);
  return lanes;
}

/** Open payments that were offered in a lane. */
function openIn({ payments }: LotState, laneId: LaneId): readonly Payment[] {
  const found: Payment[] = [];
  for (const paymentId of payments.open) {
    const payment = payments.payments.get(paymentId);
    if (payment?.laneId === laneId) found.push(payment);
  }
  return found;
}
