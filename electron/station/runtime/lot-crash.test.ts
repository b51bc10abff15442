import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import type { LotEvent } from '#domain/lot/event.ts';
import { runUntilKilled } from '../journal/test-support/kill-child.ts';
import type { TestRuntime } from './test-support/test-runtime.ts';
import { openRuntime } from './test-support/test-runtime.ts';

const ROUNDS = 30;
const KILL_WITHIN_MS = 120;
const SEED = 20_261_122;
const CRASH_LOT = fileURLToPath(new URL('./test-support/crash-lot.ts', import.meta.url));

test(`kill -9 under load, ${ROUNDS} times: no acknowledged entry or exit is lost, none is half there`, {
  // Each round starts a process of its own, which a busy machine takes long for.
  timeout: 600_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'));
  const random = seededRandom(SEED);
  let acknowledged = 0;
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const afterMs = random() * KILL_WITHIN_MS;
      const plan = { from: 'first-line', afterMs } as const;
      const { lines, errors } = await runUntilKilled(CRASH_LOT, [directory], plan);
      expect(errors).toBe('');
      acknowledged += lines.length;
      const opened = await openRuntime(directory);
      await check(opened, lines);
      await opened.journal.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  process.stdout.write(`seed ${SEED}: ${acknowledged} acknowledged lines over ${ROUNDS} kills\n`);
  expect(acknowledged).toBeGreaterThan(ROUNDS);
});

async function check({ runtime, journal }: TestRuntime, lines: readonly string[]): Promise<void> {
  const events = readAll(journal);
  const issued = new Map(
    events.flatMap((event) =>
      event.type === 'TicketIssued' ? [[event.sessionId, event.slotId]] : [],
    ),
  );
  const started = new Set(
    events.flatMap((event) => (event.type === 'SessionStarted' ? [event.sessionId] : [])),
  );
  const ended = new Set(
    events.flatMap((event) => (event.type === 'SessionEnded' ? [event.sessionId] : [])),
  );
  for (const line of lines) {
    const [what, sessionId = '', slotId] = line.split(' ');
    if (what === 'in') expect(issued.get(sessionId)).toBe(slotId);
    if (what === 'out') expect(ended.has(sessionId)).toBe(true);
  }
  // A command's events are there together or not at all.
  expect([...started].sort()).toEqual([...issued.keys()].sort());
  for (const session of runtime.state.sessions.values()) {
    expect(ended.has(session.id)).toBe(false);
    const slot = session.slotId === null ? undefined : runtime.state.slots.get(session.slotId);
    expect(slot?.sessionId).toBe(session.id);
    expect(session.plateRef === null ? null : journal.reveal(session.plateRef)).toMatch(
      /^KA07CR\d+$/,
    );
  }
  expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: runtime.lastSeq });
}

function readAll(journal: TestRuntime['journal']): readonly LotEvent[] {
  const events: LotEvent[] = [];
  for (let after = 0; ; ) {
    const batch = journal.read(after, 10_000);
    events.push(...batch.map(({ event }) => event));
    const last = batch.at(-1);
    if (last === undefined) return events;
    after = last.seq;
  }
}
