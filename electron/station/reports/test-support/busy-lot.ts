import type { LotFile } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { type Random, seededRandom } from '#domain/kernel/seeded-random.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import { dueOf } from '#domain/lot/decide/payment-due.ts';
import { TestLot } from '#domain/lot/lot.testing.ts';
import { DETAILS } from '#domain/lot/membership.testing.ts';
import { planTerms } from '#domain/membership/samples.testing.ts';
import type { PaymentPurpose } from '#domain/payment/payment.ts';
import { shopTermsSchema } from '#domain/validation/shop.ts';
import { busyTariff } from './busy-tariff.ts';

export interface BusyPlace {
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: string;
  readonly startAt: Instant;
  readonly days: number;
}

const MANAGER = { kind: 'user', name: 'mara', role: 'manager', from: '10.0.0.7' } as const;
const CLERKS = [
  { kind: 'user', name: 'asha', role: 'attendant', from: 'window' },
  { kind: 'user', name: 'bo', role: 'attendant' },
] as const;

/** One in each zone. */
export const BUSY_CHARGERS = [
  { id: 'charger-main', slotId: 'a0' },
  { id: 'charger-east', slotId: 'a6' },
] as const;

/** A small lot where everything happens that money and rights allow, by rolls of a seeded dice. */
export class BusyLot extends TestLot {
  readonly random: Random;
  readonly members: string[] = [];
  readonly shops: string[] = [];
  #reads = 0;

  constructor(place: BusyPlace, seed: number) {
    super(busyFile(place));
    this.random = seededRandom(seed);
    // The clock of a test lot stands at noon of a day in March: what was told so far is told again.
    this.at = place.startAt;
    this.tell({ type: 'OpenLot', lot: busyFile(place) }, MANAGER);
    for (const device of ['cam', 'zvt']) this.device(device, 'online');
    this.#prepare();
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.random() * items.length)];
  }

  whole(below: number): number {
    return Math.floor(this.random() * below);
  }

  /** Tells as one of the clerks; a refusal is part of the day. */
  clerk(body: CommandBody): boolean {
    return this.tell(body, CLERKS[this.whole(CLERKS.length)]).ok;
  }

  manager(body: CommandBody): boolean {
    return this.tell(body, MANAGER).ok;
  }

  /** What the station notes by itself. */
  note(body: CommandBody): boolean {
    return this.tell(body, { kind: 'station' }).ok;
  }

  device(deviceId: string, status: 'online' | 'offline' | 'fault'): void {
    const detail = status === 'online' ? '' : 'no reply for 3 s';
    this.tell({ type: 'ReportDevice', deviceId, status, detail }, { kind: 'device', deviceId });
  }

  look(laneId: string, plateRef: string): void {
    this.#reads += 1;
    const confidence = this.random() < 0.1 ? 0.5 : 0.9 + this.whole(10) / 100;
    const vehicleClass = this.pick(['car', 'car', 'car', 'motorcycle'] as const) ?? 'car';
    const needs = { vehicleClass, wantsCharge: false, accessiblePermit: false };
    const [deviceId, readId] = ['cam', `r${this.#reads}`];
    const body = { type: 'ReportPlate', laneId, deviceId, readId, plateRef, confidence, needs };
    this.tell({ ...body, nearRefs: [] } as CommandBody, { kind: 'device', deviceId });
  }

  /** What is to be paid for a purpose now; 0 where there is nothing to pay. */
  due(purpose: PaymentPurpose): number {
    const due = dueOf(this.state, purpose, this.at);
    return due.ok ? due.dueMinor : 0;
  }

  /** Pays what is due in one of the ways there are. */
  pay(purpose: PaymentPurpose, amountMinor: number, laneId: string | null = null): void {
    const way = this.pick(['cash', 'cash', 'card', 'upi', 'wallet', 'online'] as const) ?? 'cash';
    const part = amountMinor > 200 && this.random() < 0.1;
    const paid = part ? Math.floor(amountMinor / 3) : amountMinor;
    if (way === 'cash') {
      this.clerk({
        type: 'TakePayment',
        purpose,
        amountMinor: paid,
        tenderedMinor: paid + 50,
        part,
      });
      return;
    }
    const [deviceId, provider] = way === 'card' ? ['zvt', null] : [null, 'razorpay'];
    const about = { purpose, method: way, amountMinor: paid, part, laneId, deviceId, provider };
    if (!this.clerk({ type: 'RequestPayment', ...about })) return;
    const asked = this.journal.findLast(({ event }) => event.type === 'PaymentRequested')?.event;
    if (asked?.type === 'PaymentRequested') this.settle(asked.paymentId, paid);
  }

  /** What terminal or provider say of a payment. */
  settle(paymentId: string, amountMinor: number): void {
    const reference = { id: `x-${paymentId}`, terminalId: null, trace: null, cardName: null };
    const captured = { kind: 'captured', amountMinor, reference } as const;
    const failed = { kind: 'failed', code: 'declined', detail: 'declined' } as const;
    const roll = this.random();
    if (roll < 0.05) {
      const outcome = { kind: 'unknown', detail: 'the line broke' } as const;
      this.note({ type: 'ReportPayment', paymentId, outcome });
      if (this.random() < 0.5)
        this.manager({ type: 'ResolvePayment', paymentId, captured: true, reason: 'slip says so' });
      return;
    }
    const outcome = roll < 0.15 ? failed : captured;
    this.note({ type: 'ReportPayment', paymentId, outcome });
  }

  #prepare(): void {
    for (const name of ['Baker', '=Grocer'])
      this.manager({
        type: 'SaveShop',
        shopId: null,
        terms: shopTermsSchema.parse({
          name,
          offers: [
            { id: 'hour', kind: 'minutes', value: 60, label: 'One hour' },
            { id: 'half', kind: 'percent', value: 50, label: 'Half' },
          ],
        }),
      });
    this.shops.push(...this.state.validations.shops.keys());
    const plans = [
      planTerms({ name: 'Monthly', priceMinor: 5_003 }),
      planTerms({ name: 'Quarter', priceMinor: 14_000, period: 'quarter' }),
      planTerms({
        name: 'Prepaid',
        rights: { kind: 'prepaid', lowBalanceMinor: 500 },
        period: 'open',
        priceMinor: 0,
      }),
    ];
    plans.forEach((terms, index) => {
      this.manager({ type: 'SavePlan', planId: null, terms });
      const planId = [...this.state.memberships.plans.keys()].at(-1) ?? '';
      const plateRefs = [`m${index}a`, `m${index}b`];
      const cardRefs = [`card-${index}`];
      const member = { ...DETAILS, planId, plateRefs, cardRefs, holderRef: `name-${index}` };
      this.manager({ type: 'StartMembership', member, startAt: null, grantReason: null });
    });
    this.members.push(...this.state.memberships.memberships.keys());
  }
}

function busyFile({ timeZone, locale, currency }: BusyPlace): LotFile {
  const slots = Array.from({ length: 7 }, (_, index) => ({
    id: `a${index}`,
    zoneId: index < 4 ? 'main' : 'east',
    kind: index === 6 ? ('ev' as const) : index === 5 ? ('large' as const) : ('standard' as const),
  }));
  const lot = smallLot(slots, { timeZone, locale, currency, zones: [] });
  const [entry, exit] = lot.lanes;
  if (entry === undefined || exit === undefined) throw new Error('the small lot has two lanes');
  return {
    ...lot,
    zones: [
      { id: 'main', label: 'Main' },
      { id: 'east', label: '+East' },
    ] as LotFile['zones'],
    lanes: [
      entry,
      { ...entry, id: 'in2', label: 'Entry 2' },
      exit,
      { ...exit, id: 'out2', label: 'Exit 2' },
    ],
    devices: [
      { id: 'cam', label: 'Camera', driver: 'camera-mqtt', laneId: 'in' },
      {
        id: 'zvt',
        label: 'Terminal',
        driver: 'terminal-zvt',
        connection: { kind: 'tcp', host: '127.0.0.1', port: 1 },
      },
      ...BUSY_CHARGERS.map(({ id, slotId }) => ({
        ...{ id, label: `=Charger ${slotId}`, driver: 'charger-ocpp', tags: 'any' },
        ...{ heartbeatSeconds: 300, lostAfterMs: 15_000, meterEveryMs: 30_000 },
        replyTimeoutMs: 20_000,
        connectors: [{ connectorId: 1, slotId }],
      })),
    ] as unknown as LotFile['devices'],
    tariff: busyTariff({ currency, timeZone }),
  };
}
