import { describe, expect, it } from 'vitest';
import {
  CALM_MS,
  COMES_AND_GOES,
  newStanding,
  type Report,
  STEADY_MS,
  type StandingState,
  stepStanding,
} from './standing.ts';

const ONLINE: Report = { status: 'online', detail: '' };
const LOST: Report = { status: 'offline', detail: 'It lost its connection.' };
const FLOODS = 'It sends too much.';

/** Plays what a device does and keeps what the lot is told. */
function play() {
  let state: StandingState = newStanding;
  let dueAt: number | null = null;
  const told: string[] = [];
  const step = (input: Parameters<typeof stepStanding>[1]) => {
    const next = stepStanding(state, input, FLOODS);
    state = next.state;
    dueAt = next.dueAt;
    if (next.report !== null) told.push(`${next.report.status} ${next.report.detail}`.trim());
  };
  return {
    told,
    said: (report: Report, at: number) => step({ kind: 'said', report, at }),
    flooded: (at: number) => step({ kind: 'flooded', at }),
    /** Lets the time come that it waits for. */
    due() {
      if (dueAt === null) throw new Error('nothing is due');
      step({ kind: 'time', at: dueAt });
    },
    get dueAt() {
      return dueAt;
    },
  };
}

describe('a device that comes and goes', () => {
  it('is told as it is, twice a minute', () => {
    const one = play();
    for (const at of [0, 60_000, 120_000, 150_000]) {
      one.said(ONLINE, at);
      one.said(LOST, at + 1_000);
    }
    const pair = ['online', `offline ${LOST.detail}`];
    expect(one.told).toEqual([...pair, ...pair, ...pair, ...pair]);
  });

  it('is one alarm while it does so every second, for an hour', () => {
    const one = play();
    for (let second = 0; second < 3_600; second += 2) {
      one.said(ONLINE, second * 1_000);
      one.said(LOST, second * 1_000 + 1_000);
    }
    expect(one.told.slice(4)).toEqual(['online', `offline ${COMES_AND_GOES} ${LOST.detail}`]);
  });

  it('is back when it has stayed for as long as it may take to fail again', () => {
    const one = play();
    for (const at of [0, 2_000, 4_000]) {
      one.said(ONLINE, at);
      one.said(LOST, at + 1_000);
    }
    one.said(ONLINE, 6_000);
    expect(one.told.at(-1)).toContain(COMES_AND_GOES);
    expect(one.dueAt).toBe(6_000 + STEADY_MS);
    one.due();
    expect(one.told.at(-1)).toBe('online');
    expect(one.dueAt).toBeNull();
    // What was counted before is forgotten with it.
    one.said(LOST, 60_000);
    expect(one.told.at(-1)).toBe(`offline ${LOST.detail}`);
  });

  it('says it once more online without starting the time anew', () => {
    const one = play();
    for (const at of [0, 2_000, 4_000]) {
      one.said(ONLINE, at);
      one.said(LOST, at + 1_000);
    }
    one.said(ONLINE, 6_000);
    one.said({ status: 'online', detail: 'It sends data but no status.' }, 9_000);
    expect(one.dueAt).toBe(6_000 + STEADY_MS);
  });
});

describe('a device that sends too much', () => {
  it('is at fault until it has kept to its limits for a while', () => {
    const one = play();
    one.said(ONLINE, 0);
    for (let at = 1_000; at < 100_000; at += 50) one.flooded(at);
    expect(one.told).toEqual(['online', `fault ${FLOODS}`]);
    one.due();
    expect(one.told.at(-1)).toBe('online');
    expect(one.dueAt).toBeNull();
  });

  it('is lost all the same when it is', () => {
    const one = play();
    one.said(ONLINE, 0);
    one.flooded(1_000);
    one.said(LOST, 2_000);
    expect(one.told.at(-1)).toBe(`offline ${LOST.detail}`);
    one.said(ONLINE, 3_000);
    expect(one.told.at(-1)).toBe(`fault ${FLOODS}`);
    expect(one.dueAt).toBe(1_000 + CALM_MS);
  });

  it('says nothing of a device that its driver has not spoken of', () => {
    const one = play();
    one.flooded(0);
    expect(one.told).toEqual([]);
    one.said(ONLINE, 10);
    expect(one.told).toEqual([`fault ${FLOODS}`]);
  });
});
