import { expect } from 'vitest';
import { LOT_ID } from './money-lot.ts';
import type { Site } from './site.ts';

/** How long anything may take before a flow has failed. */
export const SOON = { timeout: 20_000, interval: 50 } as const;
export const LOT = `/lots/${LOT_ID}`;

/** Drives in by the plate that the camera reads, over the loops; resolves with the session. */
export async function driveIn(site: Site, plate: string): Promise<string> {
  const vends = site.entry.vends();
  site.entry.arrive();
  await site.entry.read(plate);
  await expect.poll(site.entry.vends, SOON).toBe(vends + 1);
  await site.entry.passThrough();
  return insideBy(site, plate);
}

/** Presses no button and shows a code at the entry; resolves when the vehicle has passed. */
export async function scanIn(site: Site, code: string): Promise<void> {
  const vends = site.entry.vends();
  site.entry.arrive();
  site.entry.scan(code);
  await expect.poll(site.entry.vends, SOON).toBe(vends + 1);
  await site.entry.passThrough();
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
