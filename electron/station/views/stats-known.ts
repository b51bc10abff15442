import type { LotFile } from '#domain/facility/lot-file.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type {
  Known,
  KnownPayment,
  KnownRequest,
  KnownSession,
  KnownSlot,
} from '#domain/stats/known.ts';
import { knownSlotsOf } from '#domain/stats/occupancy-series.ts';
import type { Database } from '../journal/sqlite.ts';
import type { PaymentRequests } from './payment-requests.ts';

interface SessionRow {
  readonly vehicle_class: KnownSession['vehicleClass'];
  readonly right_kind: KnownSession['credential'];
  readonly entry_lane_id: string;
  readonly entry_at: number;
  readonly slot_id: string | null;
  readonly plate_ref: string | null;
  readonly paid_minor: number;
  readonly due_minor: number;
  readonly by_hand: 0 | 1;
  readonly state: string;
}

/** Reads single events by their place in the journal. */
export type ReadEvent = (seq: number) => RecordedEvent | null;

/** What facts may ask of what came before, from the rows as they stand. */
export class StatsKnown implements Known {
  readonly #session;
  readonly #payment;
  readonly #requests: PaymentRequests;
  readonly #readEvent: ReadEvent;
  #slots: ReadonlyMap<string, KnownSlot> = new Map();
  plateConfidenceMin = 0;

  constructor(database: Database, requests: PaymentRequests, readEvent: ReadEvent) {
    this.#requests = requests;
    this.#readEvent = readEvent;
    this.#session = database.prepare(
      `SELECT vehicle_class, right_kind, entry_lane_id, entry_at, slot_id, plate_ref, paid_minor,
         due_minor, by_hand, state FROM sessions WHERE id = ?`,
    );
    this.#payment = database
      .prepare("SELECT seq FROM payments WHERE payment_id = ? AND kind = 'payment' LIMIT 1")
      .pluck();
  }

  install(lot: LotFile): void {
    this.plateConfidenceMin = lot.policies.plateConfidenceMin;
    this.#slots = knownSlotsOf(lot);
  }

  session(id: string): KnownSession | null {
    const row = this.#session.get(id) as SessionRow | undefined;
    if (row === undefined) return null;
    return {
      id,
      vehicleClass: row.vehicle_class,
      credential: row.right_kind,
      entryLaneId: row.entry_lane_id,
      entryAt: row.entry_at,
      slotId: row.slot_id,
      hasPlate: row.plate_ref !== null,
      paidMinor: row.paid_minor,
      dueMinor: row.due_minor,
      byHand: row.by_hand === 1,
      isInside: row.state === 'inside',
    };
  }

  payment(id: string): KnownPayment | null {
    const seq = this.#payment.get(id) as number | undefined;
    const event = seq === undefined ? undefined : this.#readEvent(seq)?.event;
    if (event?.type !== 'PaymentCaptured') return null;
    const { method, purpose, laneId, sessionId, amountMinor, quote, taxes } = event;
    return { method, purpose: purpose.kind, laneId, sessionId, amountMinor, quote, taxes };
  }

  request(paymentId: string): KnownRequest | null {
    return this.#requests.find(paymentId);
  }

  slot(id: string): KnownSlot | null {
    return this.#slots.get(id) ?? null;
  }
}
