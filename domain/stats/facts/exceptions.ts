import { actorName } from '../../lot/actor.ts';
import type { EventOf, RecordedEvent } from '../../lot/event.ts';
import { type Fact, fact } from '../fact.ts';
import type { Known } from '../known.ts';

const LISTED = { isListed: true } as const;

/** What did not go its usual way, and who decided it. */
export function exceptionsFacts({ event, actor }: RecordedEvent, known: Known): readonly Fact[] {
  const by = actorName(actor);
  switch (event.type) {
    case 'SlotOverridden': {
      const what = event.undoes === null ? event.action.kind : 'undo';
      return [fact('overrides', { what, actor: by }, LISTED)];
    }
    case 'SessionClosed': {
      const { dueMinor = 0 } = event;
      const closed = fact('overrides', { what: 'close', actor: by }, LISTED);
      if (dueMinor <= 0) return [closed];
      const unpaid = { amount: dueMinor, ...LISTED };
      return [closed, fact('unpaid-exits', { how: 'closed', actor: by }, unpaid)];
    }
    case 'GateVended':
      return vended(event, by, known);
    case 'GateHeld':
      return [fact('manual-openings', { lane: event.laneId, actor: by, how: 'hold' }, LISTED)];
    case 'LeftOffline': {
      const unpaid = { amount: event.dueMinor, ...LISTED };
      return [fact('unpaid-exits', { how: 'offline', actor: by }, unpaid)];
    }
    case 'GateOpenedAlone':
      return [fact('lone-openings', { lane: event.laneId }, LISTED)];
    case 'PlateDiffers':
      return [fact('plate-mismatches', { lane: event.laneId, what: 'differs' }, LISTED)];
    case 'NearPlatesFound':
      return [fact('plate-mismatches', { lane: event.laneId, what: 'near' }, LISTED)];
    case 'PlateAnswered': {
      const what = event.letOut ? 'let-out' : 'kept';
      return [fact('plate-mismatches', { lane: event.laneId, what }, LISTED)];
    }
    case 'TailgateSeen':
      return [fact('tailgates', { lane: event.laneId }, LISTED)];
    case 'WrongWaySeen':
      return [fact('wrong-way', { lane: event.laneId }, LISTED)];
    case 'VehicleBackedOut':
      return [fact('backed-out', { lane: event.laneId }, LISTED)];
    case 'TicketLost':
      return [fact('lost-tickets', { how: 'replaced' }, LISTED)];
    case 'TicketFound':
      return [fact('lost-tickets', { how: 'found' }, LISTED)];
    case 'PaymentCaptured':
      if (event.purpose.kind !== 'lost-ticket') return [];
      return [fact('lost-tickets', { how: 'paid' }, { amount: event.amountMinor, ...LISTED })];
    default:
      return [];
  }
}

function vended(event: EventOf<'GateVended'>, actor: string, known: Known): readonly Fact[] {
  const { laneId: lane, sessionId, overrideReason } = event;
  if (overrideReason === null) return [];
  const opened = fact('manual-openings', { lane, actor, how: 'vend' }, LISTED);
  const due = sessionId === null ? 0 : (known.session(sessionId)?.dueMinor ?? 0);
  if (due <= 0) return [opened];
  return [opened, fact('unpaid-exits', { how: 'let-out', actor }, { amount: due, ...LISTED })];
}
