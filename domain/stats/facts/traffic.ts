import type { Instant } from '../../kernel/instant.ts';
import { MINUTE_MS } from '../../kernel/instant.ts';
import type { RecordedEvent } from '../../lot/event.ts';
import { type Fact, fact } from '../fact.ts';
import type { Known, KnownSession } from '../known.ts';
import { STAY_MINUTES_MAX } from '../measures.ts';

/** Who came and went, how long they stayed, and who was turned away. */
export function trafficFacts({ event, at }: RecordedEvent, known: Known): readonly Fact[] {
  switch (event.type) {
    case 'SessionStarted': {
      const session = known.session(event.sessionId);
      if (session === null) return [];
      const { vehicleClass, credential } = session;
      return [fact('entries', { lane: event.laneId, class: vehicleClass, credential })];
    }
    case 'SessionEnded':
      return ended(known.session(event.sessionId), event.laneId, event.endedAt ?? at, known);
    case 'SessionClosed':
      return ended(known.session(event.sessionId), '', at, known);
    case 'EntryRefused': {
      const { laneId: lane, code: reason } = event;
      return [fact('turned-away', { lane, reason }, { isListed: true })];
    }
    case 'ExitRefused': {
      const { laneId: lane, code: reason } = event;
      // To be asked for money at the exit is the usual course, not a refusal.
      if (reason === 'payment-due') return [];
      return [fact('exit-refused', { lane, reason }, { isListed: true })];
    }
    default:
      return [];
  }
}

function ended(session: KnownSession | null, lane: string, at: Instant, known: Known): Fact[] {
  if (session === null) return [];
  const { vehicleClass, credential, slotId } = session;
  const lastedMs = Math.max(0, at - session.entryAt);
  const minutes = Math.min(STAY_MINUTES_MAX, Math.floor(lastedMs / MINUTE_MS));
  const facts = [
    fact('exits', { lane, class: vehicleClass, credential }),
    fact(
      'stays',
      { class: vehicleClass, credential, minutes: String(minutes) },
      { amount: lastedMs },
    ),
  ];
  const slot = slotId === null ? null : known.slot(slotId);
  if (slot !== null) {
    const { levelId: level, zoneId: zone, kind } = slot;
    facts.push(fact('slot-stays', { level, zone, kind }, { amount: lastedMs }));
  }
  return facts;
}
