import { statSync, truncateSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import type { Verification } from '../ports/journal.ts';
import { JournalDamaged } from './errors.ts';
import type { SqliteJournal } from './journal.ts';
import { openDatabase } from './sqlite.ts';
import { batchEnds, batchPlate } from './test-support/crash-plan.ts';
import { type KillPlan, runUntilKilled } from './test-support/kill-child.ts';
import { sampleEvents } from './test-support/samples.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';
import { verifyRows } from './verify.ts';

const ROUNDS = 100;
/** A journal is begun anew after so many kills, so that checking it stays quick. */
const ROUNDS_PER_JOURNAL = 10;
const places: TemporaryJournal[] = [];
const WRITER = fileURLToPath(new URL('./test-support/crash-writer.ts', import.meta.url));

afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

function newPlace(): TemporaryJournal {
  const place = temporaryJournal();
  places.push(place);
  return place;
}

it('killed a hundred times under load, it loses nothing acknowledged and applies nothing by half', async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
  console.log(`crash rounds: seed ${seed} (CRASH_SEED repeats it)`);
  const random = seededRandom(seed);
  const tally = { acknowledged: 0, recovered: 0, killedWhileOpening: 0 };
  let place = newPlace();
  let acknowledged = 0;
  let checked = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % ROUNDS_PER_JOURNAL === 0) {
      await place.remove();
      place = newPlace();
      acknowledged = 0;
      checked = 0;
    }
    const { lines, errors } = await runUntilKilled(
      WRITER,
      [place.dir, place.keysDir],
      plan(random),
    );
    expect(errors).toBe('');
    const where = `round ${round}, seed ${seed}`;
    const before = acknowledged;
    acknowledged = lastAcknowledged(lines, acknowledged, where);
    tally.acknowledged += acknowledged - before;
    if (lines.length === 0) tally.killedWhileOpening += 1;
    // Now and then the next writer finds the file as the dead one left it.
    if (random() < 0.2 && round % ROUNDS_PER_JOURNAL !== ROUNDS_PER_JOURNAL - 1) continue;
    const reached = await check(place, checked, acknowledged, where);
    checked = reached;
    tally.recovered += reached - acknowledged;
    acknowledged = reached;
  }
  await place.remove();
  console.log(`crash rounds: ${JSON.stringify(tally)}`);
  // The rounds were under load: on average a good many events were acknowledged before each kill.
  expect(tally.acknowledged).toBeGreaterThan(ROUNDS * 50);
}, 600_000);

it('killed and its log cut short, it ends at a seal or says that it is damaged', async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
  console.log(`cut logs: seed ${seed} (CRASH_SEED repeats it)`);
  const random = seededRandom(seed);
  let recovered = 0;
  for (let round = 0; round < 8; round += 1) {
    const where = `round ${round}, seed ${seed}`;
    const place = newPlace();
    await runUntilKilled(WRITER, [place.dir, place.keysDir], {
      from: 'first-line',
      afterMs: random() * 120,
    });
    const log = `${place.file}-wal`;
    truncateSync(log, Math.floor(statSync(log).size * random()));
    const outcome = await openAndVerify(place);
    if (outcome instanceof Error) {
      expect(outcome, where).toBeInstanceOf(JournalDamaged);
      continue;
    }
    recovered += 1;
    expect(batchEnds(outcome).at(-1), `${where}: a batch was applied by half`).toBe(outcome);
  }
  // Before the first checkpoint the log is all there is, and any cut leaves a whole beginning.
  expect(recovered).toBeGreaterThan(0);
});

/** The last seq of a journal that holds as far as it goes, or why it was refused. */
async function openAndVerify(place: TemporaryJournal): Promise<number | Error> {
  try {
    const journal = await place.open();
    const { lastSeq } = journal;
    const verification = await journal.verify();
    if (!verification.ok) throw new Error(`opened without a word, yet ${verification.what}`);
    expect(journal.read(0, lastSeq)).toEqual(sampleEvents(0, lastSeq));
    return lastSeq;
  } catch (error) {
    if (error instanceof JournalDamaged) return error;
    throw error;
  }
}

/** Mostly somewhere in the middle of writing, now and then while it is still opening. */
function plan(random: () => number): KillPlan {
  if (random() < 0.15) return { from: 'start', afterMs: 60 + random() * 250 };
  return { from: 'first-line', afterMs: random() * 150 };
}

function lastAcknowledged(lines: readonly string[], before: number, where: string): number {
  let last = before;
  for (const line of lines) {
    const [word, seq] = line.split(' ');
    // A writer may find more than was acknowledged to it: durable, but killed before it could say so.
    if (word === 'open') expect(Number(seq), where).toBeGreaterThanOrEqual(last);
    else expect(Number(seq), where).toBeGreaterThan(last);
    last = Number(seq);
  }
  return last;
}

/**
 * Opens what the dead writer left and compares everything after `checked` with what it must hold; the
 * chain of seals answers for what was compared before. Returns its last seq.
 */
async function check(
  place: TemporaryJournal,
  checked: number,
  acknowledged: number,
  where: string,
): Promise<number> {
  const journal = await place.open();
  const { lastSeq } = journal;
  expect(lastSeq, where).toBeGreaterThanOrEqual(acknowledged);
  const ends = batchEnds(lastSeq);
  expect(ends.at(-1), `${where}: a batch was applied by half`).toBe(lastSeq);
  expect(journal.read(checked, lastSeq), where).toEqual(sampleEvents(checked, lastSeq - checked));
  checkVault(journal, ends, where);
  const snapshot = journal.loadSnapshot();
  if (snapshot !== null) {
    expect(snapshot.seq, where).toBeLessThanOrEqual(lastSeq);
    expect(snapshot.state, where).toMatchObject({ upTo: snapshot.seq });
  }
  expect(verifyHere(place.file), where).toMatchObject({ ok: true, lastSeq });
  expect(place.log.lines, where).toEqual([]);
  await journal.close();
  return lastSeq;
}

/** What `verify` does, without the thread that would take longer to start than its work. */
function verifyHere(file: string): Verification {
  const database = openDatabase(file, { readonly: true });
  try {
    return verifyRows(database, () => {});
  } finally {
    database.close();
  }
}

/** Every batch brought a plate: it is there if and only if the batch is. */
function checkVault(journal: SqliteJournal, ends: readonly number[], where: string): void {
  const kept = ends.slice(0, -1).filter((after) => {
    const plate = batchPlate(after);
    return journal.reveal(journal.refOf(plate)) === plate;
  });
  expect(kept.length, `${where}: a plate is missing`).toBe(ends.length - 1);
  const next = journal.refOf(batchPlate(ends.at(-1) ?? 0));
  expect(journal.holds(next), `${where}: a plate without its events`).toBe(false);
}
