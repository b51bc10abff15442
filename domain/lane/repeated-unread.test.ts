import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '../kernel/instant.ts';
import { isRepeatedUnread, STRAY_WAIT_MAX_MS, type UnreadView } from './repeated-unread.ts';

const seen = (agoMs: number, more: Partial<NonNullable<UnreadView['before']>> = {}) => ({
  at: 1_000_000 - agoMs,
  hasPicture: true,
  strays: 0,
  ...more,
});
const view = (change: Partial<UnreadView>): UnreadView => ({
  before: null,
  hasPicture: true,
  at: 1_000_000,
  armedAt: null,
  windowMs: 0,
  ...change,
});
/** Since when the vehicle that stands there does. */
const armedAt = 1_000_000 - 8 * SECOND_MS;

describe('a vehicle that nobody can read', () => {
  it.each<[string, Partial<UnreadView>, boolean]>([
    ['the first one', {}, false],
    ['one of the vehicle that stands there', { before: seen(2_000), armedAt }, true],
    ['of a vehicle that has stood there for long', { before: seen(999_000), armedAt: 0 }, true],
    ['the one before was seen as it drove up', { before: seen(9_000), armedAt }, false],
    ['the first picture of it', { before: seen(2_000, { hasPicture: false }), armedAt }, false],
    [
      'no picture again',
      { before: seen(2_000, { hasPicture: false }), hasPicture: false, armedAt },
      true,
    ],
    ['nobody there, at once', { before: seen(4_999) }, true],
    ['nobody there, a while later', { before: seen(5_000) }, false],
    ['nobody drove up for two', { before: seen(19_999, { strays: 2 }) }, true],
    ['nobody drove up for two, later', { before: seen(20_000, { strays: 2 }) }, false],
    ['nobody drives up all day', { before: seen(STRAY_WAIT_MAX_MS, { strays: 40_000 }) }, false],
    [
      'nobody drives up all day, too soon',
      { before: seen(STRAY_WAIT_MAX_MS - 1, { strays: 40_000 }) },
      true,
    ],
    ['no loop tells: the same vehicle', { before: seen(14_999), windowMs: 15_000 }, true],
    ['no loop tells: another vehicle', { before: seen(15_000), windowMs: 15_000 }, false],
  ])('%s', (_name, change, expected) => {
    expect(isRepeatedUnread(view(change))).toBe(expected);
  });
});
