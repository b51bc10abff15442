import { describe, expect, it } from 'vitest';
import { KnownFacts } from './known-facts.ts';
import { feedEntry, slot } from './live.testing.ts';

describe('known facts', () => {
  it('names a session by what its ticket said', () => {
    const known = new KnownFacts();
    known.noteFeed([
      feedEntry(1, {
        type: 'TicketIssued',
        facts: { sessionId: 's1', ticketNumber: 'K7M2', plate: 'KA01' },
      }),
    ]);
    const ended = feedEntry(2, { type: 'SessionEnded', facts: { sessionId: 's1', laneId: 'out' } });
    expect(known.complete(ended).facts).toEqual({
      sessionId: 's1',
      laneId: 'out',
      plate: 'KA01',
      ticketNumber: 'K7M2',
    });
  });

  it('learns sessions from slots, and keeps an entry’s own facts', () => {
    const known = new KnownFacts();
    const session = {
      id: 's2',
      ticketNumber: 'AAAA',
      plate: null,
      vehicleClass: 'car' as const,
      since: 1,
    };
    known.noteSlots([slot('a1', { session })]);
    const entry = feedEntry(3, { facts: { sessionId: 's2', plate: 'MH12' } });
    expect(known.complete(entry).facts).toMatchObject({ plate: 'MH12', ticketNumber: 'AAAA' });
  });

  it('names an alarm that is over', () => {
    const known = new KnownFacts();
    known.noteFeed([
      feedEntry(1, { type: 'AlarmRaised', facts: { alarmId: 'a', code: 'gate-fault' } }),
    ]);
    const over = feedEntry(2, { type: 'AlarmCleared', facts: { alarmId: 'a' } });
    expect(known.complete(over).facts).toMatchObject({ code: 'gate-fault' });
  });

  it('leaves an unknown session as it is', () => {
    const entry = feedEntry(1, { facts: { sessionId: 'never-seen' } });
    expect(new KnownFacts().complete(entry)).toBe(entry);
  });
});
