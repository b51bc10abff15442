import { emptyChargingBook } from '../charging/book.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { emptyMembershipBook } from '../membership/book.ts';
import { emptyPaymentBook } from '../payment/payment.ts';
import { emptyPrintBook } from '../printing/print-job.ts';
import { emptyReservationBook } from '../reservation/book.ts';
import { emptyShiftBook } from '../shift/shift.ts';
import { emptyTariffBook } from '../tariff/book.ts';
import { emptyValidationBook } from '../validation/book.ts';
import type { EventOf, EventType, LotEvent, RecordedEvent } from './event.ts';
import { chargingEvolvers } from './evolve/charging.ts';
import { facilityEvolvers } from './evolve/facility.ts';
import { guardEvolvers } from './evolve/guard.ts';
import { historyEvolvers } from './evolve/history.ts';
import { laneEvolvers } from './evolve/lane.ts';
import { laneTroubleEvolvers } from './evolve/lane-trouble.ts';
import { membershipEvolvers } from './evolve/membership.ts';
import { officeEvolvers } from './evolve/office.ts';
import { offlineEvolvers } from './evolve/offline.ts';
import { paymentEvolvers } from './evolve/payment.ts';
import { printingEvolvers } from './evolve/printing.ts';
import { reportingEvolvers } from './evolve/reporting.ts';
import { reservationEvolvers } from './evolve/reservation.ts';
import { sensorEvolvers } from './evolve/sensor.ts';
import { sessionEvolvers } from './evolve/session.ts';
import { shiftEvolvers } from './evolve/shift.ts';
import { slotEvolvers } from './evolve/slot.ts';
import { statementEvolvers } from './evolve/statement.ts';
import { tariffEvolvers } from './evolve/tariff.ts';
import { validationEvolvers } from './evolve/validation.ts';
import { zoneEvolvers } from './evolve/zone.ts';
import type { Evolver, Evolvers } from './evolvers.ts';
import type { LotState } from './state.ts';

/** An empty lot before its first event. */
export function initialState(): LotState {
  return {
    installed: null,
    lotSeq: 0,
    slots: new Map(),
    lanes: new Map(),
    devices: new Map(),
    sessions: new Map(),
    byTicket: new Map(),
    byPlate: new Map(),
    visits: new Map(),
    byCredential: new Map(),
    spentTickets: new Map(),
    alarms: new Map(),
    overrides: new Map(),
    timedBlocks: new Set(),
    evacuation: null,
    controllers: new Map(),
    waiting: new Map(),
    lateExits: new Map(),
    twinPlates: new Set(),
    stock: new Map(),
    charging: emptyChargingBook(),
    zones: new Map(),
    lowBatteries: new Map(),
    tariffs: emptyTariffBook(),
    payments: emptyPaymentBook(),
    shifts: emptyShiftBook(),
    reservations: emptyReservationBook(),
    memberships: emptyMembershipBook(),
    validations: emptyValidationBook(),
    reporting: new Map(),
    imports: new Map(),
    statements: new Map(),
    printing: emptyPrintBook(),
    tally: {
      dayStartsAt: 0,
      dayEndsAt: -HOUR_MS,
      entriesToday: 0,
      exitsToday: 0,
      takingsTodayMinor: 0,
      minutes: new Map(),
    },
  };
}

/** Who applies which event: one table for each area. */
const EVOLVERS: Evolvers<LotEvent> = {
  ...facilityEvolvers,
  ...laneEvolvers,
  ...chargingEvolvers,
  ...zoneEvolvers,
  ...sensorEvolvers,
  ...sessionEvolvers,
  ...slotEvolvers,
  ...officeEvolvers,
  ...paymentEvolvers,
  ...shiftEvolvers,
  ...reservationEvolvers,
  ...membershipEvolvers,
  ...validationEvolvers,
  ...reportingEvolvers,
  ...historyEvolvers,
  ...statementEvolvers,
  ...guardEvolvers,
  ...laneTroubleEvolvers,
  ...offlineEvolvers,
  ...printingEvolvers,
  ...tariffEvolvers,
};

/** Applies one event to the state it is given. The only code that changes a lot's state. */
export function evolve(state: LotState, recorded: RecordedEvent): void {
  const { event } = recorded;
  // The table pairs each type with its evolver; looking one up loses the pairing.
  const evolver = EVOLVERS[event.type] as Evolver<EventOf<EventType>>;
  evolver(state, event, recorded);
}
