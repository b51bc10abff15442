import { join } from 'node:path';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { openJournal } from '#station/journal/journal.ts';
import type { Log } from '#station/ports/log.ts';
import { LOT_ID } from './soak-lot.ts';

const PAGE_EVENTS = 5_000;

export interface JournalFigures {
  readonly events: number;
  /** Null when every seal holds, else what does not. */
  readonly flaw: string | null;
  readonly tickets: ReadonlySet<string>;
  readonly exits: number;
  readonly vends: number;
  /** Alarms that were raised, by device. */
  readonly alarms: ReadonlyMap<string, number>;
}

const silent: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silent,
};

/** Reads and verifies the journal of a station that has ended. */
export async function checkJournal(dataDirectory: string): Promise<JournalFigures> {
  const dir = join(dataDirectory, 'lots', LOT_ID);
  const journal = await openJournal({ dir, keysDir: join(dataDirectory, 'keys'), log: silent });
  const tickets = new Set<string>();
  const alarms = new Map<string, number>();
  let [events, exits, vends] = [0, 0, 0];
  const take = ({ event }: RecordedEvent): void => {
    events += 1;
    if (event.type === 'TicketIssued') tickets.add(event.ticketNumber);
    if (event.type === 'SessionEnded') exits += 1;
    if (event.type === 'GateVended' && event.overrideReason !== null) vends += 1;
    if (event.type === 'AlarmRaised' && event.deviceId !== null)
      alarms.set(event.deviceId, (alarms.get(event.deviceId) ?? 0) + 1);
  };
  try {
    for (let after = 0; ; after += PAGE_EVENTS) {
      const page = journal.read(after, PAGE_EVENTS);
      for (const event of page) take(event);
      if (page.length < PAGE_EVENTS) break;
    }
    const verification = await journal.verify();
    const flaw = verification.ok ? null : `event ${verification.seq}: ${verification.what}`;
    return { events, flaw, tickets, exits, vends, alarms };
  } finally {
    await journal.close();
  }
}
