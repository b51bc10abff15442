import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recordingLog } from '../journal/test-support/recording-log.ts';
import { Followers, type Next } from './followers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class Trouble extends Error {}

function follow(step: (key: string) => Promise<Next>) {
  const log = recordingLog();
  const followers = new Followers({
    step,
    log,
    isTrouble: (error) => error instanceof Trouble,
    troubleFirstMs: 100,
    troubleCapMs: 350,
  });
  return { followers, log };
}

test('it is looked at in the intervals that each look asks for, until it is over', async () => {
  const looks: number[] = [];
  const answers: Next[] = [{ afterMs: 10 }, { afterMs: 30 }, 'done'];
  const start = Date.now();
  const { followers } = follow(async () => {
    looks.push(Date.now() - start);
    return answers.shift() ?? 'done';
  });
  followers.kick('a');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks).toEqual([0, 10, 40]);
});

test('trouble makes the waits longer up to the cap, and a good look resets them', async () => {
  const looks: number[] = [];
  const start = Date.now();
  const { followers, log } = follow(async () => {
    looks.push(Date.now() - start);
    if (looks.length === 5) return { afterMs: 1 };
    if (looks.length === 7) return 'done';
    throw new Trouble('out of reach');
  });
  followers.kick('a');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks).toEqual([0, 100, 300, 650, 1_000, 1_001, 1_101]);
  expect(log.lines.every(({ level }) => level === 'warn')).toBe(true);
});

test('what nobody expects is told as a bug, and tried again', async () => {
  let looks = 0;
  const { followers, log } = follow(async () => {
    looks += 1;
    if (looks === 1) throw new TypeError('not expected');
    return 'done';
  });
  followers.kick('a');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks).toBe(2);
  expect(log.lines).toMatchObject([{ level: 'error' }]);
});

test('one look at a time: news meanwhile is looked at right after', async () => {
  let underWay = 0;
  let looks = 0;
  const { followers } = follow(async () => {
    underWay += 1;
    looks += 1;
    expect(underWay).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    underWay -= 1;
    return { afterMs: 1_000_000 };
  });
  followers.kick('a');
  await vi.advanceTimersByTimeAsync(10);
  followers.kick('a');
  followers.kick('a');
  await vi.advanceTimersByTimeAsync(200);
  expect(looks).toBe(2);
});

test('sixteen side by side, and everybody has a turn', async () => {
  let underWay = 0;
  let most = 0;
  const seen = new Set<string>();
  const { followers } = follow(async (key) => {
    underWay += 1;
    most = Math.max(most, underWay);
    seen.add(key);
    await new Promise((resolve) => setTimeout(resolve, 10));
    underWay -= 1;
    return 'done';
  });
  for (let index = 0; index < 100; index += 1) followers.kick(`payment ${index}`);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(most).toBe(16);
  expect(seen.size).toBe(100);
});

test('after closing, nothing is looked at', async () => {
  let looks = 0;
  const { followers } = follow(async () => {
    looks += 1;
    return { afterMs: 10 };
  });
  followers.kick('a');
  await vi.advanceTimersByTimeAsync(15);
  followers.close();
  const before = looks;
  followers.kick('b');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks).toBe(before);
});
