import { describe, expect, it } from 'vitest';
import { HOUR_MS, toIso } from './instant.ts';
import {
  firstOfMonth,
  localInstant,
  zonedDay,
  zonedDayOf,
  zonedHour,
  zonedHours,
  zonedMinute,
} from './zoned.ts';

const at = (iso: string) => Date.parse(iso);
const text = (iso: string, timeZone: string) => {
  const { day, startsAt, endsAt } = zonedDay(at(iso), timeZone);
  return `${day} ${toIso(startsAt)} ${(endsAt - startsAt) / HOUR_MS} h`;
};

describe('the calendar day', () => {
  it.each([
    ['Europe/London', '2026-01-15T12:00Z', '2026-01-15 2026-01-15T00:00:00.000Z 24 h'],
    ['Europe/London', '2026-07-14T23:00Z', '2026-07-15 2026-07-14T23:00:00.000Z 24 h'],
    ['Europe/London', '2026-07-14T22:59:59.999Z', '2026-07-14 2026-07-13T23:00:00.000Z 24 h'],
    ['Europe/London', '2026-03-29T12:00Z', '2026-03-29 2026-03-29T00:00:00.000Z 23 h'],
    ['Europe/London', '2026-10-25T01:30Z', '2026-10-25 2026-10-24T23:00:00.000Z 25 h'],
    ['Asia/Kolkata', '2026-10-25T18:29:59.999Z', '2026-10-25 2026-10-24T18:30:00.000Z 24 h'],
    ['Asia/Kolkata', '2026-10-25T18:30Z', '2026-10-26 2026-10-25T18:30:00.000Z 24 h'],
    // Until 2019 clocks in São Paulo went forward at midnight: the day began at one o'clock.
    ['America/Sao_Paulo', '2018-11-04T12:00Z', '2018-11-04 2018-11-04T03:00:00.000Z 23 h'],
    ['America/Sao_Paulo', '2018-11-04T02:59:59Z', '2018-11-03 2018-11-03T03:00:00.000Z 24 h'],
    // And went back at midnight: the last hour of the day before came twice.
    ['America/Sao_Paulo', '2018-02-18T02:30Z', '2018-02-17 2018-02-17T02:00:00.000Z 25 h'],
    ['Australia/Lord_Howe', '2026-04-05T00:00Z', '2026-04-05 2026-04-04T13:00:00.000Z 24.5 h'],
    ['Australia/Lord_Howe', '2026-10-04T00:00Z', '2026-10-04 2026-10-03T13:30:00.000Z 23.5 h'],
    // Samoa left out the 30th of December.
    ['Pacific/Apia', '2011-12-30T09:59Z', '2011-12-29 2011-12-29T10:00:00.000Z 24 h'],
    ['Pacific/Apia', '2011-12-30T10:00Z', '2011-12-31 2011-12-30T10:00:00.000Z 24 h'],
    // Newfoundland's clocks went back from 00:01 to 23:01: the evening that comes again stays where
    // it is, in the day that has begun.
    ['America/St_Johns', '2010-11-07T02:31Z', '2010-11-07 2010-11-07T02:30:00.000Z 25 h'],
    ['America/St_Johns', '2010-11-07T02:29Z', '2010-11-06 2010-11-06T02:30:00.000Z 24 h'],
    ['UTC', '1970-01-01T00:00Z', '1970-01-01 1970-01-01T00:00:00.000Z 24 h'],
  ])('in %s at %s is %s', (timeZone, iso, expected) => {
    expect(text(iso, timeZone)).toBe(expected);
  });

  it('is the same asked again, and from the date', () => {
    const day = zonedDay(at('2026-10-25T01:30Z'), 'Europe/London');
    expect(zonedDay(at('2026-10-24T23:00Z'), 'Europe/London')).toBe(day);
    expect(zonedDayOf('2026-10-25', 'Europe/London')).toEqual(day);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', 'today', ''])('of %j is none', (date) => {
    expect(zonedDayOf(date, 'UTC')).toBeNull();
  });

  it('of an unknown time zone is an error', () => {
    expect(() => zonedDay(0, 'Mars/Base')).toThrow(RangeError);
  });

  it('stays right when far more days are asked for than are remembered', () => {
    const start = zonedDay(at('2000-06-01T00:00Z'), 'Europe/London').startsAt;
    let next = start;
    for (let count = 0; count < 5_000; count += 1) {
      const day = zonedDay(next, 'Europe/London');
      expect(day.startsAt).toBe(next);
      next = day.endsAt;
    }
    expect(toIso(next)).toBe('2014-02-08T00:00:00.000Z');
    expect(zonedDay(start, 'Europe/London').day).toBe('2000-06-01');
  });
});

describe('the hours of a day', () => {
  const hours = (date: string, timeZone: string) => {
    const day = zonedDayOf(date, timeZone);
    if (day === null) throw new Error('a test asks for real days');
    return zonedHours(day, timeZone).map(
      ({ hour, startsAt, endsAt }) => `${hour}:${(endsAt - startsAt) / 60_000}`,
    );
  };

  it('are 24 on most days, in half-hour time zones as well', () => {
    const usual = Array.from({ length: 24 }, (_, hour) => `${hour}:60`);
    expect(hours('2026-01-15', 'Europe/London')).toEqual(usual);
    expect(hours('2026-01-15', 'Asia/Kolkata')).toEqual(usual);
  });

  it('are 23 in spring and 25 in autumn', () => {
    expect(hours('2026-03-29', 'Europe/London').slice(0, 3)).toEqual(['0:60', '2:60', '3:60']);
    const autumn = hours('2026-10-25', 'Europe/London');
    expect(autumn).toHaveLength(25);
    expect(autumn.slice(0, 4)).toEqual(['0:60', '1:60', '1:60', '2:60']);
  });

  it('are longer or shorter where the clock changes by half an hour', () => {
    const autumn = hours('2026-04-05', 'Australia/Lord_Howe');
    expect(autumn.slice(0, 4)).toEqual(['0:60', '1:90', '2:60', '3:60']);
    const spring = hours('2026-10-04', 'Australia/Lord_Howe');
    expect(spring.slice(0, 4)).toEqual(['0:60', '1:90', '3:60', '4:60']);
  });

  it('hold each instant of the day in exactly one', () => {
    const noon = zonedHour(at('2026-10-25T12:34:56Z'), 'Europe/London');
    expect(noon).toEqual({
      hour: 12,
      startsAt: at('2026-10-25T12:00Z'),
      endsAt: at('2026-10-25T13:00Z'),
    });
  });
});

describe('a minute of the day', () => {
  const minute = (date: string, clock: string, timeZone: string) => {
    const day = zonedDayOf(date, timeZone);
    if (day === null) throw new Error('a test asks for real days');
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    return toIso(zonedMinute(day, hours * 60 + minutes, timeZone)).slice(0, 16);
  };

  it.each([
    ['Europe/London', '2026-01-15', '07:30', '2026-01-15T07:30'],
    ['Europe/London', '2026-03-29', '00:59', '2026-03-29T00:59'],
    // Skipped: the moment of the change. Doubled: the first.
    ['Europe/London', '2026-03-29', '01:30', '2026-03-29T01:00'],
    ['Europe/London', '2026-03-29', '02:00', '2026-03-29T01:00'],
    ['Europe/London', '2026-03-29', '07:30', '2026-03-29T06:30'],
    ['Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30'],
    ['Europe/London', '2026-10-25', '02:00', '2026-10-25T02:00'],
    ['Europe/London', '2026-10-25', '24:00', '2026-10-26T00:00'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30'],
    ['Australia/Lord_Howe', '2026-04-05', '02:00', '2026-04-04T15:30'],
    ['America/Sao_Paulo', '2018-11-04', '00:30', '2018-11-04T03:00'],
    ['America/Sao_Paulo', '2018-02-17', '23:30', '2018-02-18T01:30'],
    ['America/St_Johns', '2010-11-07', '06:00', '2010-11-07T09:30'],
  ])('in %s on %s at %s is %s', (timeZone, date, clock, expected) => {
    expect(minute(date, clock, timeZone)).toBe(expected);
  });
});

describe('a local time', () => {
  it.each([
    ['2026-07-01T10:00', '2026-07-01T09:00'],
    ['2026-07-01T10:00:30', '2026-07-01T09:00'],
    // As much later as the clock jumps; the first of the two.
    ['2026-03-29T01:30', '2026-03-29T01:30'],
    ['2026-10-25T01:30', '2026-10-25T00:30'],
  ])('%s in London is %s', (text, expected) => {
    expect(toIso(localInstant(text, 'Europe/London') ?? 0).slice(0, 16)).toBe(expected);
  });

  it.each(['2026-02-30T10:00', '2026-07-01', '2026-07-01T25:00', '2026-07-01T10:00Z', 'now'])(
    'is not %j',
    (text) => {
      expect(localInstant(text, 'Europe/London')).toBeNull();
    },
  );

  it('has a month that goes on into the next year', () => {
    expect(firstOfMonth('2026-12-31', 1)).toBe('2027-01-01');
    expect(firstOfMonth('2026-01-31', 0)).toBe('2026-01-01');
  });
});
