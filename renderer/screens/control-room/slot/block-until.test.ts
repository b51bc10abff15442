import { describe, expect, it } from 'vitest';
import { untilAt } from './block-until.ts';

const at = (iso: string) => Date.parse(iso);

describe('until when a slot is blocked', () => {
  const now = at('2026-11-22T14:20:31.250Z');

  it('counts hours from now', () => {
    expect(untilAt('hour', now, 'Asia/Kolkata')).toBe(at('2026-11-22T15:20:31.250Z'));
    expect(untilAt('fourHours', now, 'UTC')).toBe(at('2026-11-22T18:20:31.250Z'));
    expect(untilAt('open', now, 'UTC')).toBeNull();
  });

  it('ends the day by the lot’s clock', () => {
    expect(untilAt('endOfDay', now, 'Asia/Kolkata')).toBe(at('2026-11-22T18:30:00Z'));
    expect(untilAt('tomorrow', now, 'America/New_York')).toBe(at('2026-11-23T13:00:00Z'));
  });

  it('holds over a change of the clock', () => {
    const evening = at('2026-10-24T18:00:00Z');
    expect(untilAt('tomorrow', evening, 'Europe/Berlin')).toBe(at('2026-10-25T07:00:00Z'));
    expect(untilAt('endOfDay', evening, 'Europe/Berlin')).toBe(at('2026-10-24T22:00:00Z'));
  });
});
