import type { RecordedEvent } from '#domain/lot/event.ts';
import type { Batch, VaultEntry } from '../../ports/journal.ts';

const START_AT = 1_700_000_000_000;

/** The event that a test journal holds at `seq`: always the same, so that anyone can tell what was lost. */
export function sampleEvent(seq: number): RecordedEvent {
  const sessionId = `s-${seq.toString(36).padStart(8, '0')}`;
  const detail = `event ${seq}, größer ≥ und नमस्ते, ${'x'.repeat(seq % 97)}`;
  return {
    seq,
    at: START_AT + seq,
    actor:
      seq % 3 === 0
        ? { kind: 'station' }
        : { kind: 'user', name: `attendant-${seq % 5}`, role: 'attendant' },
    commandId: `command-${Math.ceil(seq / 3)}`,
    event:
      seq % 2 === 0
        ? { type: 'SessionStarted', sessionId, laneId: 'entry-1' }
        : { type: 'DeviceStatusChanged', deviceId: 'camera-1', status: 'online', detail },
  };
}

export function sampleEvents(after: number, count: number): RecordedEvent[] {
  return Array.from({ length: count }, (_, index) => sampleEvent(after + 1 + index));
}

export function sampleBatch(
  after: number,
  count: number,
  vault: readonly VaultEntry[] = [],
): Batch {
  return { events: sampleEvents(after, count), vault };
}
