import { describe, expect, test } from 'vitest';
import { type LaneSchedule, laneScheduleSchema, scheduledWay } from './way.ts';

const ZONE = 'Asia/Kolkata';
const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const SCHEDULE: LaneSchedule = [
  { days: [...WORKDAYS], from: '16:30', to: '20:00', direction: 'exit' },
  { days: ['sat'], from: '22:00', to: '02:00', direction: 'exit' },
];
/** 2 March 2026 is a Monday; Kolkata is 5:30 ahead. */
const at = (local: string) => Date.parse(`${local}:00+05:30`);

describe('rule 6: which way a schedule wants a lane to lead', () => {
  test.each([
    ['2026-03-02T16:29', 'entry'],
    ['2026-03-02T16:30', 'exit'],
    ['2026-03-02T19:59', 'exit'],
    ['2026-03-02T20:00', 'entry'],
    ['2026-03-07T17:00', 'entry'],
    ['2026-03-07T22:00', 'exit'],
    ['2026-03-08T01:59', 'exit'],
    ['2026-03-08T02:00', 'entry'],
    ['2026-03-08T23:00', 'entry'],
  ])('%s: %s', (local, way) => {
    expect(scheduledWay(SCHEDULE, at(local), ZONE)).toBe(way);
  });

  test('by the wall clock on the days that the clock changes', () => {
    const early: LaneSchedule = [{ days: ['sun'], from: '06:00', to: '07:00', direction: 'exit' }];
    // In London the clock goes forward on 29 March 2026 at 1:00, and back on 25 October at 2:00.
    for (const [day, offset] of [
      ['2026-03-29', '+01:00'],
      ['2026-10-25', 'Z'],
    ]) {
      const zoned = (time: string) => Date.parse(`${day}T${time}:00${offset}`);
      expect(scheduledWay(early, zoned('05:59'), 'Europe/London')).toBe('entry');
      expect(scheduledWay(early, zoned('06:00'), 'Europe/London')).toBe('exit');
    }
  });

  test('without one it lets vehicles in', () => {
    expect(scheduledWay([], at('2026-03-02T17:00'), ZONE)).toBe('entry');
  });

  test('a window without a day, and a time that is none, are not taken', () => {
    const row = { days: ['mon'], from: '06:00', to: '07:00', direction: 'exit' };
    expect(laneScheduleSchema.safeParse([row]).success).toBe(true);
    expect(laneScheduleSchema.safeParse([{ ...row, days: [] }]).success).toBe(false);
    expect(laneScheduleSchema.safeParse([{ ...row, to: '24:00' }]).success).toBe(false);
  });
});
