import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Journal } from '../ports/journal.ts';
import { INBOX_MAX_COMMANDS } from './lot-runtime.ts';
import { StationBusy, StationHalted } from './lot-service.ts';
import { CAMERA, CLERK, entryOf, looplessLot, openRuntime } from './test-support/test-runtime.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-runtime-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const by = { actor: CAMERA };

/** A journal whose commits wait until they are let through, or fail. */
function heldBack(journal: Journal) {
  const waiting: { pass: () => void; fail: (error: Error) => void }[] = [];
  const held: Journal = Object.create(journal, {
    commit: {
      value: (batch: Parameters<Journal['commit']>[0]) =>
        new Promise<void>((resolve, reject) => {
          waiting.push({ pass: () => journal.commit(batch).then(resolve, reject), fail: reject });
        }),
    },
    lastSeq: { get: () => journal.lastSeq },
  });
  for (const name of ['read', 'loadSnapshot', 'saveSnapshot', 'reopen', 'close'] as const)
    Object.defineProperty(held, name, { value: journal[name].bind(journal) });
  return { held, waiting };
}

describe('the loop of a lot', () => {
  test('answers only after the commit is durable, and tells listeners after it', async () => {
    const plain = await openRuntime(directory);
    const { held, waiting } = heldBack(plain.journal);
    const { runtime, heard } = await openRuntime(directory, held);
    let answered = false;
    const outcome = runtime.submit({ type: 'OpenLot', lot: looplessLot() }, by).then((result) => {
      answered = true;
      return result;
    });
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    expect(answered).toBe(false);
    expect(heard.durable).toEqual([]);
    waiting[0]?.pass();
    expect((await outcome).ok).toBe(true);
    expect(heard.durable.map(({ event }) => event.type)).toEqual(['LotCreated']);
    await plain.journal.close();
  });

  test('restarts where it was, from a snapshot and the events after it', async () => {
    const first = await openRuntime(directory);
    await first.runtime.submit({ type: 'OpenLot', lot: looplessLot() }, by);
    await first.runtime.submit(entryOf('1.p1'), by);
    const before = comparable(first.runtime.state);
    await first.runtime.close();
    const second = await openRuntime(directory);
    expect(comparable(second.runtime.state)).toEqual(before);
    expect(second.journal.loadSnapshot()?.seq).toBe(second.runtime.lastSeq);
    const again = await second.runtime.submit(entryOf('1.p1'), by);
    const refused = { event: { type: 'EntryRefused', code: 'already-inside' } };
    expect(again).toMatchObject({ ok: true, events: [refused] });
    const other = await second.runtime.submit(entryOf('1.p2'), by);
    expect(other.ok).toBe(true);
    await second.runtime.close();
  });

  test('the same command id is the same answer: at once, later, and after a restart', async () => {
    const first = await openRuntime(directory);
    await first.runtime.submit({ type: 'OpenLot', lot: looplessLot() }, by);
    const twice = { actor: CLERK, commandId: 'asha:retry-1' };
    const [one, two] = await Promise.all([
      first.runtime.submit(entryOf(null), twice),
      first.runtime.submit(entryOf(null), twice),
    ]);
    const later = await first.runtime.submit(entryOf(null), twice);
    await first.runtime.close();
    const second = await openRuntime(directory);
    const restarted = await second.runtime.submit(entryOf(null), twice);
    for (const answer of [two, later, restarted]) expect(answer).toEqual(one);
    expect(second.runtime.state.sessions.size).toBe(1);
    await second.runtime.close();
  });

  test('a full inbox turns callers away at once and loses nothing it took', async () => {
    const { runtime } = await openRuntime(directory);
    await runtime.submit({ type: 'OpenLot', lot: looplessLot() }, by);
    const taken = Array.from({ length: INBOX_MAX_COMMANDS }, () =>
      runtime.submit({ type: 'Tick' }, by),
    );
    await expect(runtime.submit({ type: 'Tick' }, by)).rejects.toBeInstanceOf(StationBusy);
    const outcomes = await Promise.all(taken);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    await runtime.close();
  });

  test('sensors that fill the inbox leave room for a fire panel and for loops', async () => {
    const { runtime } = await openRuntime(directory);
    const panel = {
      id: 'fire',
      label: 'Fire',
      driver: 'contact-mqtt',
      contact: 'fire-alarm',
    } as const;
    await runtime.submit({ type: 'OpenLot', lot: { ...looplessLot(), devices: [panel] } }, by);
    const say = () =>
      runtime.submit({ type: 'ReportPresence', slotId: 's0', presence: 'occupied' }, by);
    const answers: Promise<unknown>[] = [];
    let turnedAway = 0;
    for (let word = 0; word < INBOX_MAX_COMMANDS; word += 1)
      answers.push(
        say().catch((error: Error) => {
          expect(error).toBeInstanceOf(StationBusy);
          turnedAway += 1;
        }),
      );
    const fire = runtime.submit({ type: 'ReportFire', deviceId: 'fire', on: true }, by);
    await Promise.all(answers);
    expect(turnedAway).toBe(2_000);
    expect((await fire).ok).toBe(true);
    expect(runtime.state.evacuation).not.toBeNull();
    await runtime.close();
  });

  test('a plate is stored with the event that mentions it, and one only asked about is not', async () => {
    const { runtime, journal } = await openRuntime(directory);
    await runtime.submit({ type: 'OpenLot', lot: looplessLot() }, by);
    const [asked, enters] = ['ZZ99ASK', 'ZZ99IN'].map((clear) => {
      const ref = journal.refOf(clear);
      runtime.noteForVault({ ref, clear });
      return ref;
    });
    await runtime.submit(entryOf(null), by);
    await runtime.submit(entryOf(enters ?? null), by);
    expect(journal.reveal(enters ?? '')).toBe('ZZ99IN');
    expect(journal.reveal(asked ?? '')).toBeNull();
    await runtime.close();
  });

  test('a failed commit stops the station: callers are told, the state is read again, work goes on', async () => {
    const plain = await openRuntime(directory);
    await plain.runtime.submit({ type: 'OpenLot', lot: looplessLot() }, by);
    const { held, waiting } = heldBack(plain.journal);
    const { runtime, heard } = await openRuntime(directory, held);
    const lost = runtime.submit(entryOf('1.p1'), by);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    const behind = runtime.submit(entryOf('1.p2'), by);
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[0]?.fail(new Error('disk I/O error'));
    waiting[1]?.fail(new Error('halted'));
    await expect(lost).rejects.toBeInstanceOf(StationHalted);
    await expect(behind).rejects.toBeInstanceOf(StationHalted);
    await expect(runtime.submit(entryOf('1.p3'), by)).rejects.toBeInstanceOf(StationHalted);
    expect(heard.halts[0]).toContain('disk I/O error');
    expect(runtime.state.sessions.size).toBe(0);
    await vi.waitFor(() => expect(runtime.halted).toBeNull(), { timeout: 10_000 });
    // Once back to what is durable, once when the disk took events again.
    expect(heard.reloads).toBe(2);
    expect(runtime.state.sessions.size).toBe(0);
    const retried = runtime.submit(entryOf('1.p1'), by);
    await vi.waitFor(() => expect(waiting).toHaveLength(3));
    waiting[2]?.pass();
    expect((await retried).ok).toBe(true);
    await plain.journal.close();
  });
});

function comparable(state: { installed: unknown }) {
  const { installed: _, ...data } = state;
  return structuredClone(data);
}
