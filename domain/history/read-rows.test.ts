import { describe, expect, it } from 'vitest';
import { guessMapping } from './guess-mapping.ts';
import type { FileRow, Mapping } from './mapping.ts';
import { readRows } from './read-rows.ts';
import { readTime } from './read-time.ts';

const ZONE = 'Europe/London';
const NOW = Date.UTC(2026, 10, 22, 12);
const SERIES = new Map([
  ['lot', 'City Hall'],
  ['zone:a', 'Hall A'],
]);
const PLACE = {
  timeZone: ZONE,
  nowAt: NOW,
  capacities: new Map([
    ['lot', 100],
    ['zone:a', 40],
  ]),
};

describe('times in files', () => {
  it.each([
    ['2016-10-04 07:59:42', 'dmy', '2016-10-04T06:59:42Z'],
    ['2016-10-04T07:59:42', 'dmy', '2016-10-04T06:59:42Z'],
    ['2016-10-04T07:59:42.5Z', 'dmy', '2016-10-04T07:59:42Z'],
    ['2016-10-04T07:59+05:30', 'dmy', '2016-10-04T02:29:00Z'],
    ['04/10/2016 07:59', 'dmy', '2016-10-04T06:59:00Z'],
    ['4.10.2016 7:59', 'dmy', '2016-10-04T06:59:00Z'],
    ['10/04/2016 07:59 PM', 'mdy', '2016-10-04T18:59:00Z'],
    ['10/04/2016 12:05 AM', 'mdy', '2016-10-03T23:05:00Z'],
    // A time that comes twice in autumn is the first.
    ['2016-10-30 01:30', 'ymd', '2016-10-30T00:30:00Z'],
  ] as const)('%s (%s)', (text, order, iso) => {
    expect(readTime(text, order, ZONE)).toBe(Date.parse(iso));
  });

  it.each([
    '',
    'yesterday',
    '2016-02-30 10:00',
    '31/04/2016 10:00',
    '2016-10-04',
    '2016-10-04 25:00',
  ])('"%s" is none', (text) => {
    expect(readTime(text, 'dmy', ZONE)).toBeNull();
  });
});

describe('the guess of columns', () => {
  it('finds the columns of the published file by their names', () => {
    const rows = rowsOf([
      'SystemCodeNumber,Capacity,Occupancy,LastUpdated',
      'BHMBCCSNH01,863,177,2016-10-04 07:59:42',
    ]);
    expect(guess(rows)).toMatchObject({
      hasHeader: true,
      series: 0,
      capacity: 1,
      occupancy: 2,
      time: 3,
      dateOrder: 'ymd',
      names: { BHMBCCSNH01: 'lot' },
    });
  });

  it('goes by what stands in them where there is no header', () => {
    const rows = rowsOf(['25/12/2016 07:59,12', '25/12/2016 08:29,13']);
    expect(guess(rows)).toMatchObject({
      hasHeader: false,
      time: 0,
      occupancy: 1,
      capacity: null,
      series: null,
      dateOrder: 'dmy',
      into: 'lot',
    });
  });

  it('knows parts of the lot by their names and ids', () => {
    const rows = rowsOf(['time,zone,count', '2016-10-04 08:00,Hall A,3', '2016-10-04 08:00,x,3']);
    expect(guess(rows).names).toEqual({ 'Hall A': 'zone:a' });
  });
});

describe('rows of a file', () => {
  const mapping: Mapping = {
    delimiter: ',',
    hasHeader: true,
    time: 0,
    occupancy: 1,
    capacity: 2,
    series: 3,
    dateOrder: 'ymd',
    into: 'lot',
    names: { City: 'lot', A: 'zone:a' },
  };

  it('become readings, or are left out with line, column and reason', () => {
    const rows = rowsOf([
      '2016-10-04 08:00,50,100,City',
      'soon,50,100,City',
      '2016-10-04 08:30,many,100,City',
      '2016-10-04 09:00,50,0,City',
      '2016-10-04 09:30,50,100,Elsewhere',
      '2016-10-04 10:00,-1,100,City',
      '2016-10-04 10:30,900,100,City',
      '2016-10-04 08:00,51,100,City',
      '2036-10-04 08:00,50,100,City',
      '2016-10-04 08:00,7,20,A',
      '2016-10-04 11:00,104,100,City',
      '2016-10-04 11:30',
    ]);
    const { readings, problems } = readRows(rows, mapping, PLACE);
    expect(
      readings.map(({ line, series, inside, capacity }) => [line, series, inside, capacity]),
    ).toEqual([
      [1, 'lot', 50, 100],
      // Somewhat above capacity is real; a forecast never says more than full.
      [11, 'lot', 104, 100],
      [10, 'zone:a', 7, 20],
    ]);
    expect(problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, 0, 'no-time'],
      [3, 1, 'no-number'],
      [4, 2, 'no-capacity'],
      [5, 3, 'series-unknown'],
      [6, 1, 'negative'],
      [7, 1, 'far-above-capacity'],
      [8, 0, 'repeated'],
      [9, 0, 'to-come'],
      [12, 1, 'no-number'],
    ]);
    expect(problems[0]?.sentence).toBe('"soon" is no date and time.');
    expect(problems.at(-1)?.sentence).toBe('An empty cell is no number of vehicles.');
  });

  it('belong to one series where no column says', () => {
    const rows = rowsOf(['2016-10-04 08:00,30']);
    const plain = { ...mapping, capacity: null, series: null, into: 'zone:a' };
    expect(readRows(rows, plain, PLACE).readings).toEqual([
      { line: 1, series: 'zone:a', at: Date.UTC(2016, 9, 4, 7), inside: 30, capacity: 40 },
    ]);
  });
});

function rowsOf(lines: readonly string[]): readonly FileRow[] {
  return lines.map((text, index) => ({ line: index + 1, cells: text.split(',') }));
}

function guess(rows: readonly FileRow[]): Mapping {
  return guessMapping(rows, ',', { timeZone: ZONE, locale: 'en-GB', series: SERIES });
}
