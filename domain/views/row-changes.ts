import type { PlateRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { actorName } from '../lot/actor.ts';
import type { EventOf, RecordedEvent } from '../lot/event.ts';
import type { RowChange } from './row-change.ts';

/**
 * What an event does to the rows of the read model, in order. Pure: the same events give the same
 * rows, so the rows can be thrown away and made again at any time.
 */
export function rowChangesOf({ event, at, actor }: RecordedEvent): readonly RowChange[] {
  switch (event.type) {
    case 'LotCreated':
    case 'LotChanged': {
      const { timeZone, currency, slots } = event.lot;
      return [{ kind: 'lot', timeZone, currency, capacity: slots.length }];
    }
    case 'TicketIssued':
      return ticketIssued(event, at);
    case 'TicketVoided': {
      const { sessionId } = event;
      return [
        { kind: 'session-slot-event', sessionId },
        { kind: 'session', id: sessionId, set: { state: 'void', exitAt: at } },
      ];
    }
    case 'SessionStarted': {
      const { sessionId } = event;
      return [
        {
          kind: 'session',
          id: sessionId,
          set: { state: 'inside', entryAt: event.startedAt ?? at },
        },
        { kind: 'session-slot-event', sessionId },
        { kind: 'count', what: 'entries', at, by: 1 },
      ];
    }
    case 'SessionMoved':
      return sessionMoved(event);
    case 'SessionEnded': {
      const { sessionId, laneId } = event;
      return [
        { kind: 'session-slot-event', sessionId },
        {
          kind: 'session',
          id: sessionId,
          set: { state: 'ended', exitLaneId: laneId, exitAt: event.endedAt ?? at },
        },
        { kind: 'count', what: 'exits', at, by: 1 },
      ];
    }
    case 'SessionClosed': {
      const { sessionId } = event;
      return [
        { kind: 'session-slot-event', sessionId },
        { kind: 'session', id: sessionId, set: { state: 'ended', exitAt: at } },
        { kind: 'session', id: sessionId, set: { byHand: true, dueMinor: event.dueMinor ?? 0 } },
        override(at),
      ];
    }
    case 'PaymentCaptured':
    case 'PaymentReversed':
    case 'PaymentRefunded':
      return moneyMoved(event, at, actorName(actor));
    case 'ShiftOpened': {
      const { shiftId: id, floatMinor } = event;
      const row = { id, by: actorName(actor), openedAt: at, floatMinor };
      return [
        { kind: 'shift-opened', row },
        { kind: 'shift-event', shiftId: id, movedMinor: 0 },
      ];
    }
    case 'CashMoved': {
      const { shiftId, move, amountMinor } = event;
      const movedMinor = move === 'pay-in' ? amountMinor : -amountMinor;
      return [{ kind: 'shift-event', shiftId, movedMinor }];
    }
    case 'ShiftClosed': {
      const { shiftId: id, closeNumber, expectedMinor, countedMinor } = event;
      const closed = { closedAt: at, closedBy: actorName(actor), expectedMinor, countedMinor };
      return [
        { kind: 'shift-closed', id, closeNumber, ...closed },
        { kind: 'shift-event', shiftId: id, movedMinor: 0 },
      ];
    }
    case 'PlateRead':
      return pictureRow(event, event.plateRef, at);
    case 'StaffAnswered':
      // They may take their time: what they saw is of the vehicle that they let through.
      return event.admit ? pictureRow(event, event.plateRef, at) : [];
    case 'UnreadSeen':
      return pictureRow(event, null, at);
    case 'PaymentDue': {
      const { sessionId, dueMinor } = event;
      return [{ kind: 'session', id: sessionId, set: { dueMinor } }];
    }
    case 'TariffPublished':
    case 'TariffWithdrawn':
      return [{ kind: 'tariff-event', version: event.version }];
    case 'PriceChanged':
      return [{ kind: 'price-change', at }];
    case 'ValidationApplied': {
      const { sessionId, validationId, discount } = event;
      return [{ kind: 'discount', sessionId, validationId, discount }];
    }
    case 'ValidationWithdrawn': {
      const { sessionId, validationId } = event;
      return [{ kind: 'discount', sessionId, validationId, discount: null }];
    }
    case 'PresenceChanged':
    case 'BlockEnded':
    case 'ChargingStarted':
    case 'ChargingStopped':
    case 'ChargeLinked':
      return [{ kind: 'slot-event', slotId: event.slotId }];
    case 'SlotOverridden': {
      const history: RowChange = { kind: 'slot-event', slotId: event.slotId };
      return event.undoes === null ? [history, override(at)] : [history];
    }
    case 'ChargerOrdered':
    case 'ChargerAnswered':
      return event.slotId === null ? [] : [{ kind: 'slot-event', slotId: event.slotId }];
    case 'GateVended':
      return gateVended(event, at);
    case 'GateHeld':
      return [override(at)];
    case 'EntryRefused':
      return [{ kind: 'count', what: 'refusals', at, by: 1 }];
    case 'ExitRefused':
      // To be asked for money at the exit is the usual course, not a refusal.
      return event.code === 'payment-due' ? [] : [{ kind: 'count', what: 'refusals', at, by: 1 }];
    default:
      return [];
  }
}

function gateVended({ sessionId, overrideReason }: EventOf<'GateVended'>, at: Instant) {
  const byHand = overrideReason !== null;
  const changes: RowChange[] = byHand ? [override(at)] : [];
  if (sessionId !== null) changes.push({ kind: 'session', id: sessionId, set: { byHand } });
  return changes;
}

function ticketIssued(event: EventOf<'TicketIssued'>, at: Instant): readonly RowChange[] {
  const { sessionId, ticketNumber, plateRef, vehicleClass, slotId, laneId } = event;
  return [
    {
      kind: 'session-new',
      row: {
        id: sessionId,
        ticketNumber,
        state: 'entering',
        plateRef,
        vehicleClass,
        slotId,
        entryLaneId: laneId,
        exitLaneId: null,
        entryAt: at,
        exitAt: null,
        paidMinor: 0,
        dueMinor: 0,
        byHand: false,
        right: event.right.kind,
      },
    },
    ...(slotId === null ? [] : [{ kind: 'slot-event' as const, slotId }]),
  ];
}

function sessionMoved(event: EventOf<'SessionMoved'>): readonly RowChange[] {
  const { sessionId, fromSlotId, toSlotId } = event;
  const changes: RowChange[] = [{ kind: 'session', id: sessionId, set: { slotId: toSlotId } }];
  for (const slotId of new Set([fromSlotId, toSlotId])) {
    if (slotId !== null) changes.push({ kind: 'slot-event', slotId });
  }
  return changes;
}

function moneyMoved(
  event: EventOf<'PaymentCaptured' | 'PaymentReversed' | 'PaymentRefunded'>,
  at: Instant,
  by: string,
): readonly RowChange[] {
  const isTaken = event.type === 'PaymentCaptured';
  const amountMinor = isTaken ? event.amountMinor : -event.amountMinor;
  const { paymentId, sessionId, receiptNumber, method, shiftId } = event;
  const purpose = isTaken ? event.purpose.kind : null;
  const laneId = isTaken ? event.laneId : null;
  const kind = isTaken ? 'payment' : event.type === 'PaymentRefunded' ? 'refund' : 'reversal';
  const unmatched = isTaken && event.unmatched;
  return [
    {
      kind: 'payment',
      row: {
        receiptNumber,
        paymentId,
        purpose,
        laneId,
        kind,
        sessionId,
        at,
        by,
        method,
        amountMinor,
        shiftId,
        unmatched,
      },
    },
    { kind: 'count', what: 'takingsMinor', at, by: amountMinor },
  ];
}

function pictureRow(
  { laneId, pictureId }: EventOf<'PlateRead' | 'StaffAnswered' | 'UnreadSeen'>,
  plateRef: PlateRef | null,
  at: Instant,
): readonly RowChange[] {
  if (pictureId === undefined) return [];
  return [{ kind: 'read-picture', row: { at, laneId, plateRef, pictureId } }];
}

function override(at: Instant): RowChange {
  return { kind: 'count', what: 'overrides', at, by: 1 };
}
