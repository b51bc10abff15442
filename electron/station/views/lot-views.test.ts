import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { LotEvent, RecordedEvent } from '#domain/lot/event.ts';
import type { SqliteJournal } from '../journal/journal.ts';
import { openDatabase } from '../journal/sqlite.ts';
import {
  type TemporaryJournal,
  temporaryJournal,
} from '../journal/test-support/temporary-journal.ts';
import { openLotViews, type RunningViews } from './lot-views.ts';
import { eventsOf } from './test-support/random-stays.ts';

const START_AT = Date.parse('2026-11-22T08:00:00Z');
const END_OF_TIME = Date.parse('2027-01-01T00:00:00Z');

let folder: TemporaryJournal;
let journal: SqliteJournal;
let views: RunningViews;

beforeEach(async () => {
  folder = temporaryJournal();
  journal = await folder.open();
  views = await openViews();
});
afterEach(async () => {
  await views.close();
  await folder.remove();
});

const viewsPath = () => join(folder.dir, 'views.db');
const openViews = () =>
  openLotViews({
    lotId: 'small',
    journalPath: folder.file,
    viewsPath: viewsPath(),
    log: folder.log,
  });

async function reopenViews(): Promise<void> {
  await views.close();
  views = await openViews();
}

/** Commits events after what the journal holds, one minute apart. */
async function commit(...events: readonly LotEvent[]): Promise<void> {
  const after = journal.lastSeq;
  const recorded = events.map(
    (event, index): RecordedEvent => ({
      seq: after + 1 + index,
      at: START_AT + (after + index) * MINUTE_MS,
      actor: { kind: 'user', name: 'asha', role: 'attendant' },
      commandId: `c-${after + index}`,
      event,
    }),
  );
  await journal.commit({ events: recorded, vault: [] });
  views.wake(journal.lastSeq);
  await views.caughtUp(journal.lastSeq);
}

const ticket = (id: string, slotId: string, plateRef: string | null = null): LotEvent => ({
  type: 'TicketIssued',
  laneId: 'in',
  sessionId: id,
  ticketNumber: `7K4M${id.toUpperCase().replace('-', '')}`,
  slotId,
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
  plateRef,
  right: { kind: 'transient' },
  credentialNumber: null,
  tariffVersion: 1,
  price: null,
});
const started = (sessionId: string): LotEvent => ({
  type: 'SessionStarted',
  sessionId,
  laneId: 'in',
});
const ended = (sessionId: string): LotEvent => ({
  type: 'SessionEnded',
  sessionId,
  laneId: 'out',
  paidMinor: 0,
});
const created: LotEvent = { type: 'LotCreated', lot: smallLot() };

const listed = async (query: Partial<Parameters<RunningViews['sessions']>[0]> = {}) =>
  (await views.sessions({ state: 'all', limit: 100, offset: 0, ...query })).map(({ id }) => id);

describe('the read models of a lot', () => {
  it('list sessions newest first, by state, ticket and plate, page by page', async () => {
    await commit(created, ticket('s-1', 'a1', 'k1:one'), started('s-1'), ticket('s-2', 'a2'));
    await commit(started('s-2'), ended('s-1'), ticket('s-3', 'a1', 'k1:three'));
    expect(await listed()).toEqual(['s-3', 's-2', 's-1']);
    expect(await listed({ state: 'inside' })).toEqual(['s-2']);
    expect(await listed({ state: 'entering' })).toEqual(['s-3']);
    expect(await listed({ state: 'ended' })).toEqual(['s-1']);
    expect(await listed({ plateRefs: ['k1:one', 'k1:none'] })).toEqual(['s-1']);
    expect(await listed({ plateRefs: [] })).toEqual([]);
    expect(await listed({ ticketPrefix: '7K4MS2' })).toEqual(['s-2']);
    expect(await listed({ ticketPrefix: '7K4M' })).toHaveLength(3);
    expect(await listed({ limit: 1, offset: 1 })).toEqual(['s-2']);
    expect(await views.session('s-1')).toEqual({
      id: 's-1',
      ticketNumber: '7K4MS1',
      state: 'ended',
      plateRef: 'k1:one',
      vehicleClass: 'car',
      slotId: 'a1',
      entryLaneId: 'in',
      exitLaneId: 'out',
      entryAt: START_AT + 2 * MINUTE_MS,
      exitAt: START_AT + 5 * MINUTE_MS,
      paidMinor: 0,
    });
    expect(await views.session('nobody')).toBeNull();
  });

  it('find the sessions of a time: who came, who was still there, nobody else', async () => {
    await commit(created);
    await commit(ticket('s-1', 'a1'), started('s-1'), ended('s-1'));
    await commit(ticket('s-2', 'a1'), started('s-2'), ended('s-2'));
    await commit(ticket('s-3', 'a1'), started('s-3'));
    await commit(ticket('s-4', 'a2'), {
      type: 'TicketVoided',
      sessionId: 's-4',
      why: 'backed-out',
    });
    const between = async (from: number, to: number) =>
      (await views.sessionsBetween(START_AT + from * MINUTE_MS, START_AT + to * MINUTE_MS)).map(
        ({ id }) => id,
      );
    expect(await between(0, 60)).toEqual(['s-1', 's-2', 's-3']);
    expect(await between(4, 6)).toEqual(['s-2']);
    expect(await between(0, 2)).toEqual([]);
    expect(await between(30, 40)).toEqual(['s-3']);
  });

  it('tell the history of a slot, newest first, with whole events', async () => {
    await commit(created, ticket('s-1', 'a1'), started('s-1'), ticket('s-2', 'a2'));
    await commit({ type: 'PresenceChanged', slotId: 'a1', presence: 'occupied' });
    await commit({ type: 'SessionMoved', sessionId: 's-1', fromSlotId: 'a1', toSlotId: 'a3' });
    await commit(ended('s-1'));
    const types = async (slotId: string, limit = 10) =>
      (await views.slotHistory(slotId, limit)).map(({ event }) => event.type);
    expect(await types('a1')).toEqual([
      'SessionMoved',
      'PresenceChanged',
      'SessionStarted',
      'TicketIssued',
    ]);
    expect(await types('a3')).toEqual(['SessionEnded', 'SessionMoved']);
    expect(await types('a1', 1)).toEqual(['SessionMoved']);
    expect((await views.slotHistory('a3', 1))[0]).toMatchObject({
      seq: 7,
      actor: { kind: 'user', name: 'asha' },
      event: { type: 'SessionEnded', sessionId: 's-1' },
    });
  });

  it('report a day in the zone of the lot, and the same after being rebuilt', async () => {
    await commit(created, ticket('s-1', 'a1'), started('s-1'), ended('s-1'), ticket('s-2', 'a1'));
    await commit(started('s-2'), {
      type: 'GateHeld',
      laneId: 'in',
      reason: 'delivery',
      untilAt: null,
    });
    const before = await views.dayReport('2026-11-22', START_AT + HOUR_MS);
    expect(before.hours).toHaveLength(10);
    expect(before.hours[8]).toMatchObject({ entries: 2, exits: 1, inside: 1 });
    expect(before.totals).toMatchObject({ entries: 2, exits: 1, overrides: 1, peakInside: 1 });
    const shares: number[] = [];
    await views.rebuild((share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(await views.dayReport('2026-11-22', START_AT + HOUR_MS)).toEqual(before);
  });

  it('follow thousands of events and answer the same after a restart', async () => {
    const rolls = Array.from({ length: 9_000 }, (_, index) => ({
      what: (index * 7_919) % 1_000,
      whom: (index * 104_729) % 1_000,
      afterMs: 1_000,
    }));
    const events = eventsOf(rolls, START_AT);
    for (let from = 0; from < events.length; from += 700) {
      await journal.commit({ events: events.slice(from, from + 700), vault: [] });
      views.wake(journal.lastSeq);
    }
    await views.caughtUp(journal.lastSeq);
    const report = await views.dayReport('2026-11-22', END_OF_TIME);
    const inside = await listed({ state: 'inside', limit: 5_000 });
    expect(report.totals.entries - report.totals.exits).toBe(inside.length);
    await reopenViews();
    expect(await views.dayReport('2026-11-22', END_OF_TIME)).toEqual(report);
  });

  it('are made anew while commits go on and questions are answered', async () => {
    const rolls = Array.from({ length: 5_000 }, (_, index) => ({
      what: (index * 7_919) % 1_000,
      whom: (index * 104_729) % 1_000,
      afterMs: 1_000,
    }));
    const events = eventsOf(rolls, START_AT);
    let from = 4_000;
    await journal.commit({ events: events.slice(0, from), vault: [] });
    views.wake(from);
    await views.caughtUp(from);
    let answersMeanwhile = 0;
    // A machine that is busy elsewhere may have made them before anybody asked: then once more.
    for (let turn = 0; turn < 40 && answersMeanwhile === 0; turn += 1) {
      let isOver = false;
      const rebuilt = views
        .rebuild(() => undefined)
        .finally(() => {
          isOver = true;
        });
      const run = events.slice(from, from + 20);
      await journal.commit({ events: run, vault: [] });
      from += run.length;
      views.wake(from);
      await views.caughtUp(from);
      expect(await listed({ state: 'all', limit: 10 })).toHaveLength(10);
      if (!isOver) answersMeanwhile += 1;
      await rebuilt;
    }
    expect(answersMeanwhile).toBeGreaterThan(0);
    const before = await views.dayReport('2026-11-22', END_OF_TIME);
    const inside = await listed({ state: 'inside', limit: 5_000 });
    // From nothing, with nothing else going on, the rows are the same.
    await views.rebuild(() => undefined);
    expect(await views.dayReport('2026-11-22', END_OF_TIME)).toEqual(before);
    expect(await listed({ state: 'inside', limit: 5_000 })).toEqual(inside);
    expect(before.totals.entries - before.totals.exits).toBe(inside.length);
  }, 120_000);

  it('take up what was committed while they were closed', async () => {
    await commit(created, ticket('s-1', 'a1'));
    await views.close();
    await journal.commit({
      events: [
        {
          seq: 3,
          at: START_AT,
          actor: { kind: 'station' },
          commandId: '~3',
          event: started('s-1'),
        },
      ],
      vault: [],
    });
    views = await openViews();
    await views.caughtUp(3);
    expect(await listed({ state: 'inside' })).toEqual(['s-1']);
  });
});

describe('the file of the read models', () => {
  async function expectMadeAnew(spoil: (path: string) => void): Promise<void> {
    await commit(created, ticket('s-1', 'a1'), started('s-1'));
    await views.close();
    spoil(viewsPath());
    views = await openViews();
    await views.caughtUp(journal.lastSeq);
    expect(await listed({ state: 'inside' })).toEqual(['s-1']);
    expect(await listed()).toEqual(['s-1']);
  }

  it('is made anew when it is of another version', () =>
    expectMadeAnew((path) => {
      const database = openDatabase(path);
      database.exec(
        "DELETE FROM sessions; INSERT INTO lot VALUES (1, 'UTC', 'XXX', 0) ON CONFLICT DO NOTHING",
      );
      database.pragma('user_version = 9999');
      database.close();
    }));

  it('is made anew when it is no database', () =>
    expectMadeAnew((path) =>
      writeFileSync(path, 'not a database, whatever its name says '.repeat(99)),
    ));

  it('is made anew when its rows come from another journal', () =>
    expectMadeAnew((path) => {
      const database = openDatabase(path);
      database.exec("UPDATE progress SET seal_hash = x'00'; DELETE FROM sessions");
      database.close();
    }));

  it('is made anew when it is ahead of the journal', () =>
    expectMadeAnew((path) => {
      const database = openDatabase(path);
      database.exec('UPDATE progress SET last_seq = 500; DELETE FROM sessions');
      database.close();
    }));

  it('never holds a plate in clear', async () => {
    const clear = 'KA05MX7777';
    const plateRef = journal.refOf(clear);
    await journal.commit({
      events: [
        {
          seq: 1,
          at: START_AT,
          actor: { kind: 'station' },
          commandId: '~1',
          event: ticket('s-1', 'a1', plateRef),
        },
      ],
      vault: [{ ref: plateRef, clear }],
    });
    await views.caughtUp(1);
    expect(await listed({ plateRefs: [plateRef] })).toEqual(['s-1']);
    await views.close();
    expect(readFileSync(viewsPath()).includes(clear)).toBe(false);
    expect(readFileSync(viewsPath()).includes(plateRef)).toBe(true);
    views = await openViews();
  });

  it('lets go of callers when it is closed', async () => {
    const waiting = views.caughtUp(1_000_000);
    const closed = views.close();
    await expect(waiting).rejects.toThrow('closing');
    await closed;
    views = await openViews();
  });
});
