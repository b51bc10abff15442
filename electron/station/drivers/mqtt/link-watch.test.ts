import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchLink } from './link-watch.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate'] }));
afterEach(() => vi.useRealTimers());

function watched() {
  const seen: string[] = [];
  const watch = watchLink(
    () => seen.push('asked'),
    () => seen.push('gone'),
  );
  return { seen, watch };
}

it('asks who is silent for three seconds, and gives it up after six', async () => {
  const { seen } = watched();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(seen).toEqual(['asked']);
  await vi.advanceTimersByTimeAsync(2_700);
  expect(seen).toEqual(['asked', 'asked']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen).toEqual(['asked', 'asked', 'gone']);
});

it('takes anything that comes for a word: in a storm the answer comes last', async () => {
  const { seen, watch } = watched();
  for (let n = 0; n < 100; n += 1) {
    await vi.advanceTimersByTimeAsync(1_400);
    watch.heard();
  }
  expect(seen).toEqual([]);
  watch.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual([]);
});
