import type { AlarmLive, FeedEntry, SlotLive } from '#domain/views/live.ts';

/** More than are inside of any lot at once; the oldest are forgotten first. */
const KNOWN_MAX = 100_000;

type Facts = FeedEntry['facts'];

/**
 * What this console has seen go by about sessions and alarms. An event names a session by its id
 * alone; people know it by its plate or ticket.
 */
export class KnownFacts {
  readonly #sessions = new Map<string, Facts>();
  readonly #alarms = new Map<string, Facts>();

  noteSlots(slots: readonly SlotLive[]): void {
    for (const { session } of slots) {
      if (session === null) continue;
      const { plate, ticketNumber } = session;
      remember(this.#sessions, session.id, { plate, ticketNumber });
    }
  }

  noteAlarms(alarms: readonly AlarmLive[]): void {
    for (const { id, code, laneId, deviceId } of alarms) {
      remember(this.#alarms, id, { code, laneId, deviceId });
    }
  }

  noteFeed(entries: readonly FeedEntry[]): void {
    for (const { type, facts } of entries) {
      const { sessionId, alarmId } = facts;
      if (type === 'TicketIssued' && typeof sessionId === 'string') {
        const { plate = null, ticketNumber = null } = facts;
        remember(this.#sessions, sessionId, { plate, ticketNumber });
      }
      if (type === 'AlarmRaised' && typeof alarmId === 'string') {
        const { code = null, laneId = null, deviceId = null } = facts;
        remember(this.#alarms, alarmId, { code, laneId, deviceId });
      }
    }
  }

  /** The entry with what is known about its session or alarm; its own facts win. */
  complete(entry: FeedEntry): FeedEntry {
    const { sessionId, alarmId } = entry.facts;
    const known =
      (typeof sessionId === 'string' ? this.#sessions.get(sessionId) : undefined) ??
      (typeof alarmId === 'string' ? this.#alarms.get(alarmId) : undefined);
    return known === undefined ? entry : { ...entry, facts: { ...known, ...entry.facts } };
  }

  clear(): void {
    this.#sessions.clear();
    this.#alarms.clear();
  }
}

function remember(map: Map<string, Facts>, id: string, facts: Facts): void {
  map.delete(id);
  map.set(id, facts);
  if (map.size <= KNOWN_MAX) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
