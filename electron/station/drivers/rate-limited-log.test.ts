import { describe, expect, it } from 'vitest';
import { createBackoff } from './backoff.ts';
import { LOG_KEYS_MAX, limitLog } from './rate-limited-log.ts';
import { recordedLog } from './test-support/recorded-log.ts';

describe('the rate-limited log', () => {
  it('writes one line a window and key, and says how many it left out', () => {
    const log = recordedLog();
    let now = 1_000;
    const quiet = limitLog(log, () => now, 10_000);
    for (let n = 0; n < 5_000; n++) quiet.warn('a', { n }, 'bad input');
    quiet.warn('b', {}, 'other');
    now += 10_000;
    quiet.warn('a', { n: 'next' }, 'bad input');
    expect(log.lines.map((line) => line.fields)).toEqual([
      { n: 0 },
      {},
      { n: 'next', suppressed: 4_999 },
    ]);
  });

  it('goes on when the clock is set back', () => {
    const log = recordedLog();
    let now = 100_000;
    const quiet = limitLog(log, () => now, 10_000);
    quiet.warn('a', {}, 'one');
    now = 0;
    quiet.warn('a', {}, 'two');
    expect(log.lines).toHaveLength(2);
  });

  it('forgets the oldest of too many keys', () => {
    const log = recordedLog();
    const quiet = limitLog(log, () => 0, 10_000);
    for (let n = 0; n <= LOG_KEYS_MAX; n++) quiet.warn(`k${n}`, {}, 'x');
    quiet.warn(`k${LOG_KEYS_MAX}`, {}, 'still known');
    quiet.warn('k0', {}, 'forgotten');
    expect(log.lines).toHaveLength(LOG_KEYS_MAX + 2);
  });
});

describe('the back-off', () => {
  it('doubles up to its cap and starts anew', () => {
    const backoff = createBackoff({ firstMs: 250, capMs: 1_000 }, () => 1 - Number.EPSILON);
    const waits = [1, 2, 3, 4].map(() => backoff.nextMs());
    backoff.reset();
    expect([...waits, backoff.nextMs()]).toEqual([250, 500, 1_000, 1_000, 250]);
  });

  it('never waits less than half a step', () => {
    const backoff = createBackoff({ firstMs: 250, capMs: 1_000 }, () => 0);
    expect([backoff.nextMs(), backoff.nextMs()]).toEqual([125, 250]);
  });
});
