import type { LotFile } from '#domain/facility/lot-file.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { type Random, seededRandom } from '#domain/kernel/seeded-random.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { LotEvent, RecordedEvent } from '#domain/lot/event.ts';
import { type ArrivalProfile, createUsual } from '#domain/traffic/profile.ts';
import { drawStay } from '#domain/traffic/vehicle-plan.ts';

const STATION: Actor = { kind: 'station' };
const CLERKS = ['asha', 'ravi'].map((name): Actor => ({ kind: 'user', name, role: 'attendant' }));
const METHODS = ['cash', 'card', 'upi'] as const;
const PLATES = 400_000;
const FEE_MINOR_PER_HOUR = 200;

interface Leaving {
  readonly sessionId: string;
  readonly slotId: string;
  readonly since: Instant;
}

export interface BulkOptions {
  readonly lot: LotFile;
  readonly profile: ArrivalProfile;
  readonly fromAt: Instant;
  readonly days: number;
  readonly sessions: number;
  readonly seed: number;
}

/**
 * Stays by the hundred thousand, minute by minute: ticket, start, payment and end as the deciders give them,
 * without asking them, and now and then a refusal, an override and a vehicle that is let out by hand. The
 * replay in `bulk-stays.test.ts` shows that a lot takes every one of them.
 */
export class BulkStays {
  readonly #options: BulkOptions;
  readonly #random: Random;
  readonly #free: string[];
  readonly #leaving = new Map<number, Leaving[]>();
  #events: RecordedEvent[] = [];
  #seq = 0;
  #at: Instant = 0;
  #sessions = 0;
  #receipts = 0;

  constructor(options: BulkOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#free = options.lot.slots.map(({ id }) => id);
  }

  get sessions(): number {
    return this.#sessions;
  }

  /** Everything that happens, a day at a time. */
  *days(): Generator<readonly RecordedEvent[], void, void> {
    const { lot, profile, fromAt, days, sessions } = this.#options;
    const usualAt = createUsual(profile, lot.timeZone);
    this.#at = fromAt;
    this.#record({ type: 'LotCreated', lot });
    const perDay = sessions / days;
    const perSlotDay = arrivalsOfDay(profile);
    for (let day = 0; day < days; day += 1) {
      const factor = perDay / perSlotDay;
      for (let minute = 0; minute < DAY_MS / MINUTE_MS; minute += 1) {
        this.#at = fromAt + day * DAY_MS + minute * MINUTE_MS;
        this.#leave();
        let due = (usualAt(this.#at).arrivalsPerSlotHour * factor) / 60 + this.#random() - 0.5;
        for (; due > 0.5; due -= 1) this.#come();
      }
      const events = this.#events;
      this.#events = [];
      yield events;
    }
  }

  #come(): void {
    const { lot, profile } = this.#options;
    const laneId = lot.lanes[0]?.id ?? '';
    const slotId = this.#free.pop();
    if (slotId === undefined || this.#random() < 0.002) {
      if (slotId !== undefined) this.#free.push(slotId);
      this.#record({ type: 'EntryRefused', laneId, code: 'lot-full', plateRef: null });
      return;
    }
    this.#sessions += 1;
    const sessionId = `s-${this.#sessions}`;
    this.#record({
      type: 'TicketIssued',
      laneId,
      sessionId,
      ticketNumber: `T${this.#sessions.toString(36).toUpperCase().padStart(8, '0')}`,
      slotId,
      vehicleClass: this.#random() < 0.85 ? 'car' : 'ev',
      wantsCharge: false,
      accessiblePermit: false,
      plateRef: this.#random() < 0.05 ? null : `k1.${this.#sessions % PLATES}`,
      right: { kind: 'transient' },
      credentialNumber: null,
      tariffVersion: 1,
      price: null,
    });
    this.#record({ type: 'SessionStarted', sessionId, laneId });
    const stayMs = drawStay(this.#random, profile.meanStayHours);
    const leaves = Math.ceil((this.#at + stayMs) / MINUTE_MS);
    const held = this.#leaving.get(leaves);
    const leaving = { sessionId, slotId, since: this.#at };
    if (held === undefined) this.#leaving.set(leaves, [leaving]);
    else held.push(leaving);
  }

  #leave(): void {
    const { lot } = this.#options;
    const laneId = lot.lanes[1]?.id ?? '';
    const minute = this.#at / MINUTE_MS;
    for (const { sessionId, slotId, since } of this.#leaving.get(minute) ?? []) {
      const amountMinor = Math.ceil((this.#at - since) / (60 * MINUTE_MS)) * FEE_MINOR_PER_HOUR;
      this.#pay(sessionId, amountMinor);
      if (this.#random() < 0.001) {
        const overrideReason = 'Ticket not readable';
        const vend = {
          type: 'GateVended',
          laneId,
          sessionId,
          overrideReason,
          tracked: false,
        } as const;
        this.#record(vend, CLERKS[0]);
      }
      this.#record({ type: 'SessionEnded', sessionId, laneId, paidMinor: amountMinor });
      this.#free.push(slotId);
    }
    this.#leaving.delete(minute);
  }

  #pay(sessionId: string, amountMinor: number): void {
    this.#receipts += 1;
    const taxMinor = Math.round(amountMinor / 6);
    const netMinor = amountMinor - taxMinor;
    const { currency } = this.#options.lot;
    const rate = { label: 'VAT', basisPoints: 2_000 };
    const hours = amountMinor / FEE_MINOR_PER_HOUR;
    const method = METHODS[this.#receipts % METHODS.length] ?? 'cash';
    this.#record(
      {
        type: 'PaymentCaptured',
        sessionId,
        purpose: { kind: 'session', sessionId },
        paymentId: `p-${this.#receipts}`,
        receiptNumber: this.#receipts,
        method,
        amountMinor,
        tenderedMinor: amountMinor,
        changeMinor: 0,
        graceUntilAt: this.#at + 15 * MINUTE_MS,
        shiftId: null,
        quote: {
          lines: [
            {
              code: 'ladder',
              text: 'By the hour',
              quantity: hours,
              unitMinor: FEE_MINOR_PER_HOUR,
              amountMinor,
            },
          ],
          totalMinor: amountMinor,
          netMinor,
          taxMinor,
          taxes: [{ ...rate, amountMinor: taxMinor }],
          currency,
          tariffId: 't',
          validUntilAt: this.#at,
          why: '',
        },
        taxes: [{ ...rate, netMinor, taxMinor }],
        providerReference: null,
        unmatched: false,
        overpaidMinor: 0,
        laneId: null,
      },
      method === 'cash' ? CLERKS[this.#receipts % CLERKS.length] : STATION,
    );
  }

  #record(event: LotEvent, actor: Actor = STATION): void {
    this.#seq += 1;
    this.#events.push({ seq: this.#seq, at: this.#at, actor, commandId: `~${this.#seq}`, event });
  }
}

/** How many vehicles a slot sees on an average day of the profile. */
function arrivalsOfDay({ days }: ArrivalProfile): number {
  const all = Object.values(days).flatMap(({ arrivals }) => arrivals);
  return all.reduce((sum, one) => sum + one, 0) / Object.keys(days).length;
}
