import { expect } from 'vitest';
import { LOT_ID } from './money-lot.ts';
import type { Site } from './site.ts';

/** How long anything may take before a flow has failed. */
export const SOON = { timeout: 20_000, interval: 50 } as const;
export const LOT = `/lots/${LOT_ID}`;

/** A plate that one lane reads again sooner than this is the same vehicle that still stands there. */
export const ROUND_THE_BLOCK_MS = 60_000;

/** Drives in by the plate that the camera reads, over the loops; resolves with the session. */
export async function driveIn(site: Site, plate: string): Promise<string> {
  const vends = site.entry.vends();
  site.entry.arrive();
  await site.entry.read(plate);
  await expect.poll(site.entry.vends, SOON).toBe(vends + 1);
  await site.entry.passThrough();
  return insideBy(site, plate);
}

/** Stops at a gate: resolves when the station has heard of it, since a scan counts only for who stands there. */
export async function arrive(site: Site, lane: 'entry' | 'exit'): Promise<void> {
  const seq = await lastSeq(site);
  site[lane].arrive();
  await expect.poll(() => typesAfter(site, seq), SOON).toContain('LoopChanged');
}

/** Presses no button and shows a code at the entry; resolves when the vehicle has passed. */
export async function scanIn(site: Site, code: string): Promise<void> {
  const vends = site.entry.vends();
  await arrive(site, 'entry');
  site.entry.scan(code);
  await expect.poll(site.entry.vends, SOON).toBe(vends + 1);
  await site.entry.passThrough();
}

/** Comes to the entry, is not let in, and backs out; resolves with what the sign said. */
export async function refusedIn(site: Site, show: () => unknown): Promise<readonly string[]> {
  const vends = site.entry.vends();
  const seq = await lastSeq(site);
  await arrive(site, 'entry');
  await show();
  await expect.poll(() => typesAfter(site, seq), SOON).toContain('EntryRefused');
  await expect.poll(() => site.entry.sign.lines[0], SOON).not.toBe(site.lot.name);
  const { lines } = site.entry.sign;
  site.entry.backOut();
  await expect.poll(() => site.entry.sign.lines[0], SOON).toBe(site.lot.name);
  expect(site.entry.vends()).toBe(vends);
  return lines;
}

/** Waits for the session of a plate that is inside. */
export async function insideBy(site: Site, plate: string): Promise<string> {
  let sessionId = '';
  await expect
    .poll(async () => {
      const rows = await site.rest.call('GET', `${LOT}/sessions?state=inside&plate=${plate}`);
      sessionId = rows[0]?.id ?? '';
      return rows.length;
    }, SOON)
    .toBe(1);
  return sessionId;
}

/** Whoever waits at the exit was let out: over the loops and away, until the session has ended. */
export async function driveOut(site: Site, sessionId: string, vends: number): Promise<void> {
  await expect.poll(site.exit.vends, SOON).toBe(vends);
  await site.exit.passThrough();
  await expect.poll(() => stateOf(site, sessionId), SOON).toBe('ended');
}

/** `inside`, `ended` and so on. */
export async function stateOf(site: Site, sessionId: string): Promise<string | undefined> {
  const rows = await site.rest.call('GET', `${LOT}/sessions?limit=1000`);
  return rows.find((one: { id: string }) => one.id === sessionId)?.state;
}

export interface JournalRow {
  readonly seq: number;
  readonly event: { readonly type: string };
}

/** The number of the newest event. */
export async function lastSeq(site: Site): Promise<number> {
  let seq = 0;
  for (;;) {
    const page: JournalRow[] = await site.rest.call(
      'GET',
      `${LOT}/journal?after=${seq}&limit=1000`,
    );
    const newest = page.at(-1);
    if (newest === undefined) return seq;
    seq = newest.seq;
  }
}

/** The names of the events after a number, 1,000 at most. */
export async function typesAfter(site: Site, seq: number): Promise<readonly string[]> {
  const rows: JournalRow[] = await site.rest.call('GET', `${LOT}/journal?after=${seq}&limit=1000`);
  return rows.map(({ event }) => event.type);
}
