import type { DeviceId, LaneId, SlotId } from '../kernel/ids.ts';
import type { LotEvent } from '../lot/event.ts';
import type { LotState } from '../lot/state.ts';
import type { Book } from './live.ts';

/** What a run of events may have changed on a console. Collected first, drawn once. */
export interface Touched {
  readonly slots: Set<SlotId>;
  readonly lanes: Set<LaneId>;
  devices: boolean;
  alarms: boolean;
  kpis: boolean;
  shifts: boolean;
  evacuation: boolean;
  /** Lists that consoles hold and have to ask for again. */
  readonly books: Set<Book>;
  /** Everything: the lot itself changed. */
  lot: boolean;
}

export function nothingTouched(): Touched {
  return {
    slots: new Set(),
    lanes: new Set(),
    devices: false,
    alarms: false,
    kpis: false,
    shifts: false,
    evacuation: false,
    books: new Set(),
    lot: false,
  };
}

/**
 * Notes what an event touches. Call it before `evolve` as well for events that end a session, since
 * afterwards nobody knows which slot it had.
 */
export function touch(touched: Touched, state: LotState, event: LotEvent): void {
  if ('laneId' in event && event.laneId !== null) touched.lanes.add(event.laneId);
  if ('slotId' in event && event.slotId !== null) touched.slots.add(event.slotId);
  if ('sessionId' in event && event.sessionId !== null) {
    const session = state.sessions.get(event.sessionId);
    const slotId = session?.slotId;
    if (session?.right.kind === 'membership') touched.books.add('memberships');
    if (session?.right.kind === 'reservation') touched.books.add('reservations');
    if (slotId !== undefined && slotId !== null) touched.slots.add(slotId);
  }
  if ('paymentId' in event && isForReservation(state, event)) touched.books.add('reservations');
  switch (event.type) {
    case 'LotCreated':
    case 'LotChanged':
      touched.lot = true;
      break;
    case 'SessionMoved':
      if (event.fromSlotId !== null) touched.slots.add(event.fromSlotId);
      if (event.toSlotId !== null) touched.slots.add(event.toSlotId);
      touched.kpis = true;
      break;
    case 'TicketIssued':
    case 'TicketVoided':
    case 'SessionStarted':
    case 'SessionEnded':
    case 'SessionClosed':
    case 'PresenceChanged':
    case 'SlotOverridden':
    case 'BlockEnded':
    case 'ZoneCounted':
    case 'ZoneCorrected':
      touched.kpis = true;
      break;
    case 'PaymentCaptured':
    case 'PaymentReversed':
    case 'PaymentRefunded':
      touched.kpis = true;
      touched.shifts = true;
      touched.books.add('payments');
      break;
    case 'PaymentRequested':
    case 'PaymentOffered':
    case 'PaymentFailed':
    case 'PaymentUncertain':
    case 'PaymentEndAsked':
    case 'ReversalFailed':
    case 'RefundRequested':
    case 'RefundFailed':
      touched.books.add('payments');
      break;
    case 'TariffPublished':
    case 'TariffWithdrawn':
    case 'PriceChanged':
      touched.books.add('tariffs');
      break;
    case 'PlanSaved':
    case 'PlanRetired':
    case 'GroupSaved':
    case 'MembershipStarted':
    case 'MembershipChanged':
    case 'MembershipRenewed':
    case 'FeePartPaid':
    case 'MembershipSuspended':
    case 'MembershipResumed':
    case 'MembershipEnded':
    case 'BalanceToppedUp':
    case 'BalanceCharged':
    case 'DebtRaised':
    case 'DebtPaid':
    case 'DebtWaived':
    case 'PlateBlocked':
    case 'PlateUnblocked':
      touched.books.add('memberships');
      break;
    case 'ReservationHeld':
    case 'ReservationBooked':
    case 'ReservationChanged':
    case 'ReservationCancelled':
    case 'ReservationMissed':
    case 'ReservationFeeWaived':
      touched.kpis = true;
      touched.books.add('reservations');
      break;
    case 'ShopSaved':
    case 'ValidationCodesIssued':
    case 'ValidationCodesCancelled':
    case 'ValidationApplied':
    case 'ValidationWithdrawn':
    case 'ValidationSettled':
      touched.books.add('validations');
      break;
    case 'ReportSaved':
    case 'ReportRemoved':
    case 'ReportSent':
    case 'ReportNotSent':
    case 'HistoryImported':
    case 'HistoryImportRemoved':
    case 'StatementImported':
    case 'StatementRemoved':
    case 'PaperTemplateSaved':
      touched.books.add('reporting');
      break;
    case 'EvacuationStarted':
    case 'FireInputChanged':
    case 'EvacuationEnded':
      touched.evacuation = true;
      break;
    case 'VehiclePassed':
      touched.evacuation ||= state.evacuation !== null;
      break;
    case 'ChargerOrdered':
    case 'ChargerAnswered':
      if (event.slotId === null) touchCharger(touched, state, event.deviceId);
      break;
    case 'DeviceStatusChanged':
      touched.devices = true;
      break;
    case 'AlarmRaised':
    case 'AlarmCleared':
    case 'AlarmAcknowledged':
      touched.alarms = true;
      break;
    case 'ShiftOpened':
    case 'CashMoved':
    case 'ShiftClosed':
      touched.shifts = true;
      touched.books.add('shifts');
      break;
  }
}

/** An order to a whole charger is shown at every slot that it serves. */
function touchCharger(touched: Touched, { installed }: LotState, deviceId: DeviceId): void {
  const device = installed?.devices.get(deviceId);
  if (device?.driver !== 'charger-ocpp') return;
  for (const { slotId } of device.connectors) touched.slots.add(slotId);
}

/** What was paid or given back for a booking changes what it still owes. */
function isForReservation(
  { payments }: LotState,
  event: Extract<LotEvent, { readonly paymentId: string }>,
): boolean {
  const purpose =
    'purpose' in event ? event.purpose : payments.payments.get(event.paymentId)?.purpose;
  return purpose?.kind === 'reservation';
}
