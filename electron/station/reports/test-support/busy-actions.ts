import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import { isActive, type Reservation } from '#domain/reservation/reservation.ts';
import { expectedCashMinor } from '#domain/shift/shift.ts';
import { BUSY_CHARGERS, type BusyLot } from './busy-lot.ts';

type Action = (lot: BusyLot) => void;

const ENTRIES = ['in', 'in2'] as const;
const EXITS = ['out', 'out2'] as const;

const staysOf = (lot: BusyLot) => [...lot.state.sessions.values()];
const phaseOf = (lot: BusyLot, laneId: string) => lot.state.lanes.get(laneId)?.phase;
const arming = (lot: BusyLot, laneId: string, on: boolean) =>
  lot.note({ type: 'ReportLoop', laneId, loop: 'arming', on });
const passes = (lot: BusyLot, laneId: string) => {
  lot.note({ type: 'ReportLoop', laneId, loop: 'safety', on: true });
  arming(lot, laneId, false);
  lot.note({ type: 'ReportLoop', laneId, loop: 'safety', on: false });
};

/** Drives up to an entry, mostly in; some turn back, and staff see to reads that were not sure. */
const comes: Action = (lot) => {
  const laneId = lot.pick(ENTRIES) ?? 'in';
  arming(lot, laneId, true);
  const member = lot.whole(3);
  lot.look(laneId, lot.random() < 0.15 ? `m${member}a` : `p${lot.whole(60)}`);
  if (phaseOf(lot, laneId) !== 'vended')
    lot.clerk({ type: 'AnswerRead', laneId, admit: lot.random() < 0.8, plateRef: null });
  if (lot.random() < 0.1) arming(lot, laneId, false);
  else passes(lot, laneId);
  arming(lot, laneId, false);
};

/** Drives up to an exit, pays what is due or is let out, and leaves; some are followed closely. */
const leaves: Action = (lot) => {
  const stay = lot.pick(staysOf(lot));
  if (stay === undefined) return;
  const laneId = lot.pick(EXITS) ?? 'out';
  arming(lot, laneId, true);
  const other = lot.random() < 0.1 ? `x${lot.whole(9)}` : stay.plateRef;
  if (other !== null) lot.look(laneId, other);
  const claim = { ok: true, kind: 'ticket', number: stay.ticketNumber } as const;
  if (phaseOf(lot, laneId) !== 'vended' && lot.random() < 0.5)
    lot.clerk({ type: 'RequestExit', laneId, by: { kind: 'ticket', claim } });
  const dueMinor = lot.state.lanes.get(laneId)?.dueMinor ?? 0;
  if (dueMinor > 0 && lot.random() < 0.9)
    lot.pay({ kind: 'session', sessionId: stay.id }, dueMinor, laneId);
  if (phaseOf(lot, laneId) !== 'vended' && lot.random() < 0.3)
    lot.clerk({ type: 'VendGate', laneId, reason: '@no change, let out' });
  if (phaseOf(lot, laneId) === 'vended') passes(lot, laneId);
  arming(lot, laneId, false);
  if (lot.random() < 0.05) isFollowed(lot, laneId);
};

/** Another one slips through before the gate is down. */
function isFollowed(lot: BusyLot, laneId: string): void {
  lot.note({ type: 'ReportGate', laneId, gate: 'open' });
  arming(lot, laneId, true);
  passes(lot, laneId);
  lot.note({ type: 'ReportGate', laneId, gate: 'closed' });
}

/** Pays at the desk, perhaps with a shop's validation. */
const paysAtDesk: Action = (lot) => {
  const stay = lot.pick(staysOf(lot));
  if (stay === undefined) return;
  const sessionId = stay.id;
  const shopId = lot.pick(lot.shops) ?? '';
  const offerId = lot.pick(['hour', 'half']) ?? 'hour';
  if (lot.random() < 0.4)
    lot.clerk({ type: 'ApplyValidation', sessionId, by: { kind: 'offer', shopId, offerId } });
  const purpose = { kind: 'session', sessionId } as const;
  const dueMinor = lot.due(purpose);
  if (dueMinor > 0) lot.pay(purpose, dueMinor);
};

const gaveBack: Action = (lot) => {
  const payment = lot.pick([...lot.state.payments.payments.values()]);
  if (payment === undefined) return;
  const leftMinor = payment.capturedMinor - payment.refundedMinor;
  const [reason, paymentId] = ['-complaint', payment.id];
  if (lot.random() < 0.3) {
    lot.clerk({ type: 'ReversePayment', paymentId, reason });
    lot.note({ type: 'ReportPayment', paymentId, outcome: { kind: 'reversed' } });
    return;
  }
  const amountMinor = lot.random() < 0.5 ? leftMinor : Math.ceil(leftMinor / 3);
  const as = lot.random() < 0.5 ? 'cash' : 'same';
  lot.clerk({ type: 'RefundPayment', paymentId, amountMinor, reason, as });
  const refund = payment.refunds.at(-1);
  if (refund === undefined || refund.settledAt !== null) return;
  const failed = { kind: 'failed', detail: 'account closed' } as const;
  const outcome = lot.random() < 0.2 ? failed : ({ kind: 'refunded' } as const);
  if (lot.random() < 0.8)
    lot.note({ type: 'ReportRefund', paymentId, refundId: refund.id, outcome });
};

const shift: Action = (lot) => {
  const roll = lot.random();
  if (roll < 0.4) lot.clerk({ type: 'OpenShift', floatMinor: 5_000 });
  else if (roll < 0.6) {
    const move = lot.pick(['pay-in', 'pay-out', 'drop'] as const) ?? 'drop';
    lot.clerk({ type: 'MoveCash', move, amountMinor: 700, reason: 'safe' });
  } else {
    const open = lot.pick([...lot.state.shifts.open.values()]);
    if (open === undefined) return;
    const countedMinor = expectedCashMinor(open) + (lot.random() < 0.5 ? 0 : lot.whole(300) - 150);
    const about = { shiftId: open.id, countedMinor: Math.max(0, countedMinor), pieces: [] };
    lot.manager({ type: 'CloseShift', ...about, reason: 'counted twice' });
  }
};

const lost: Action = (lot) => {
  const sessionId = lot.pick(staysOf(lot))?.id ?? '';
  const roll = lot.random();
  if (roll < 0.5) lot.clerk({ type: 'DeclareTicketLost', sessionId, reason: 'gone' });
  else if (roll < 0.7) lot.clerk({ type: 'WithdrawTicketLost', sessionId, reason: 'found' });
  else {
    const purpose = { kind: 'lost-ticket', vehicleClass: 'car', plateRef: null } as const;
    lot.pay(purpose, lot.due(purpose));
  }
};

const byHand: Action = (lot) => {
  const slotId = `a${lot.whole(7)}`;
  const roll = lot.random();
  const reason = '=1+1, cleaning';
  if (roll < 0.3) {
    const action = { kind: 'block', untilAt: lot.at + HOUR_MS } as const;
    lot.clerk({ type: 'OverrideSlot', slotId, action, reason });
  } else if (roll < 0.4) {
    const action = { kind: 'move', toSlotId: `a${lot.whole(7)}` } as const;
    lot.clerk({ type: 'OverrideSlot', slotId, action, reason });
  } else if (roll < 0.5) {
    const last = lot.journal.findLast(({ event }) => event.type === 'SlotOverridden')?.event;
    if (last?.type === 'SlotOverridden')
      lot.clerk({ type: 'UndoOverride', overrideId: last.overrideId });
  } else if (roll < 0.7) {
    const sessionId = lot.pick(staysOf(lot))?.id ?? '';
    lot.manager({ type: 'CloseSession', sessionId, reason: '+seen to leave' });
  } else if (roll < 0.85) {
    const laneId = lot.pick([...ENTRIES, ...EXITS]) ?? 'in';
    lot.clerk({ type: 'HoldGate', laneId, reason: 'delivery' });
    lot.clerk({ type: 'CloseGate', laneId, reason: 'done' });
  } else {
    const deviceId = lot.pick(['cam', 'zvt']) ?? 'cam';
    lot.device(deviceId, lot.pick(['online', 'online', 'offline', 'fault'] as const) ?? 'online');
  }
};

const books: Action = (lot) => {
  const fromAt = lot.at + lot.whole(12) * HOUR_MS;
  const toAt = fromAt + (1 + lot.whole(30)) * HOUR_MS + 7 * MINUTE_MS;
  lot.clerk({
    type: 'BookReservation',
    vehicleClass: 'car',
    wantsCharge: false,
    accessiblePermit: false,
    slotId: null,
    plateRef: null,
    nameRef: null,
    contactRef: null,
    prepaid: true,
    expectedMinor: null,
    fromAt,
    toAt,
  });
  const one = [...lot.state.reservations.reservations.values()].at(-1);
  if (one !== undefined && lot.random() < 0.8) paysBooking(lot, one);
};

function paysBooking(lot: BusyLot, { id: reservationId }: Reservation): void {
  const purpose = { kind: 'reservation', reservationId } as const;
  const dueMinor = lot.due(purpose);
  if (dueMinor > 0) lot.pay(purpose, dueMinor);
}

const bookingGoesOn: Action = (lot) => {
  const all = [...lot.state.reservations.reservations.values()];
  // Mostly one that is still to come; what is over can be waived and given back.
  const one = lot.pick(lot.random() < 0.8 ? all.filter(isActive) : all);
  if (one === undefined) return;
  const { id: reservationId, number, timing } = one;
  const [refund, reason] = [lot.random() < 0.6, 'plans changed'];
  const roll = lot.random();
  if (roll < 0.2) lot.clerk({ type: 'CancelReservation', reservationId, reason, refund });
  else if (roll < 0.4) {
    const toAt = timing.toAt + (lot.whole(10) - 4) * HOUR_MS;
    const change = { reservationId, toAt, expectedMinor: null, refund };
    lot.clerk({ type: 'ChangeReservation', ...change });
  } else if (roll < 0.5)
    lot.manager({ type: 'WaiveReservationFee', reservationId, reason, refund });
  else if (roll < 0.6) lot.manager({ type: 'RefundReservation', reservationId, reason });
  else if (roll < 0.7) paysBooking(lot, one);
  else {
    arming(lot, 'in', true);
    const claim = { ok: true, kind: 'reservation', number } as const;
    lot.note({ type: 'ReportScan', laneId: 'in', claim, cardRef: null });
    if (phaseOf(lot, 'in') === 'vended') passes(lot, 'in');
    arming(lot, 'in', false);
  }
};

const memberPays: Action = (lot) => {
  const membershipId = lot.pick(lot.members) ?? '';
  const isPrepaid = membershipId === lot.members.at(-1);
  const what = lot.random() < 0.2 ? 'debt' : isPrepaid ? 'top-up' : 'fee';
  const purpose = { kind: 'membership', membershipId, what } as const;
  const dueMinor = lot.due(purpose);
  const amountMinor = what === 'top-up' ? 1_000 + lot.whole(5_000) : dueMinor;
  if (amountMinor > 0) lot.pay(purpose, amountMinor);
};

/** A charger gives energy for a while; of the next one it says nothing but that it begins. */
const charges: Action = (lot) => {
  const { id: deviceId, slotId } = lot.pick(BUSY_CHARGERS) ?? BUSY_CHARGERS[0];
  const running = [...lot.state.charging.charges.values()].findLast(
    (one) => one.deviceId === deviceId && one.stoppedAt === null,
  );
  const as = (body: CommandBody) => lot.tell(body, { kind: 'device', deviceId });
  const meterWh = (running?.meterWh ?? 0) + lot.whole(30_000);
  if (running === undefined || lot.random() < 0.2) {
    const when = { startedAt: lot.at, reportedAt: lot.at };
    const tag = { tagNumber: null, tagRef: null };
    as({
      type: 'ReportChargeStart',
      ...{ deviceId, connectorId: 1, slotId, meterStartWh: meterWh },
      ...when,
      ...tag,
    });
    return;
  }
  const { id: chargeId } = running;
  if (lot.random() < 0.4)
    as({
      type: 'ReportChargeMeter',
      ...{ deviceId, connectorId: 1, chargeId, meterWh, powerW: null, meteredAt: lot.at },
    });
  else
    as({
      type: 'ReportChargeStop',
      ...{ deviceId, chargeId, meterWh, stoppedAt: lot.at, reason: 'driver' },
    });
};

/** Comes in by an exit whose arm is still up, over its loops the other way round. */
const comesAgainst: Action = (lot) => {
  const laneId = lot.pick(EXITS) ?? 'out';
  if (phaseOf(lot, laneId) !== 'idle') return;
  lot.note({ type: 'ReportGate', laneId, gate: 'open' });
  lot.note({ type: 'ReportLoop', laneId, loop: 'safety', on: true });
  arming(lot, laneId, true);
  lot.note({ type: 'ReportLoop', laneId, loop: 'safety', on: false });
  arming(lot, laneId, false);
  lot.note({ type: 'ReportGate', laneId, gate: 'closed' });
};

/** Weeks go by with nobody looking: nothing may depend on that something happens every day. */
const silence: Action = (lot) => {
  if (lot.random() < 0.1) lot.at += lot.whole(DAY_MS);
};

/** As often as they stand here. */
export const ACTIONS: readonly Action[] = [
  ...Array<Action>(8).fill(comes),
  ...Array<Action>(7).fill(leaves),
  ...Array<Action>(4).fill(paysAtDesk),
  ...Array<Action>(2).fill(gaveBack),
  ...Array<Action>(2).fill(shift),
  lost,
  ...Array<Action>(2).fill(byHand),
  ...Array<Action>(2).fill(books),
  ...Array<Action>(2).fill(bookingGoesOn),
  ...Array<Action>(2).fill(memberPays),
  ...Array<Action>(3).fill(charges),
  comesAgainst,
  silence,
];
