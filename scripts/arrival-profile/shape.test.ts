import { describe, expect, it } from 'vitest';
import { readOccupancy } from './readings.ts';
import { completeDay, flowsOf, meanShareAt } from './shape.ts';

const HEAD = 'SystemCodeNumber,Capacity,Occupancy,LastUpdated';

/** A park's day with a reading each half hour, `vehicles` of 100 places at each. */
function day(park: string, date: string, vehicles: (hour: number) => number): string[] {
  return Array.from({ length: 18 }, (_, i) => {
    const hour = 8 + i / 2;
    const time = `${String(Math.floor(hour)).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}:00`;
    return `${park},100,${vehicles(hour)},${date} ${time}`;
  });
}

describe('readOccupancy', () => {
  it('counts and leaves out what a dirty feed brings', () => {
    const { readings, cleaning } = readOccupancy(
      [
        HEAD,
        'A,100,50,2016-10-04 08:00:00',
        'A,100,50,2016-10-04 08:00:00',
        'A,100,130,2016-10-04 08:30:00',
        'A,100,-4,2016-10-04 09:00:00',
        'A,,7,2016-10-04 09:30:00',
        'A,0,7,2016-10-04 10:00:00',
        '',
      ].join('\r\n'),
    );
    expect(readings.map(({ hour, share }) => [hour, share])).toEqual([
      [8, 0.5],
      [8.5, 1],
    ]);
    expect(cleaning).toEqual({ rows: 6, unreadable: 3, repeated: 1, overCapacity: 1 });
  });
});

describe('meanShareAt', () => {
  it('averages parks and days on the line between readings, without days full of gaps', () => {
    const rows = [
      ...day('A', '2016-10-04', () => 20),
      ...day('B', '2016-10-04', () => 60),
      ...day('C', '2016-10-04', () => 100).slice(0, 11),
    ];
    const { readings } = readOccupancy([HEAD, ...rows].join('\n'));
    expect(meanShareAt(readings, 9.25)).toBeCloseTo(0.4);
  });

  it('does not bridge a gap of more than 75 minutes', () => {
    const rows = day('A', '2016-10-04', () => 20).filter((_, i) => i < 4 || i > 6);
    const { readings } = readOccupancy([HEAD, ...rows].join('\n'));
    expect(meanShareAt(readings, 10.5)).toBeNull();
    expect(meanShareAt(readings, 9.25)).toBeCloseTo(0.2);
  });
});

describe('completeDay and flowsOf', () => {
  const measured = new Map([8, 9, 10, 11, 12, 13, 14, 15, 16, 16.5].map((hour) => [hour, 0.4]));

  it('continues the night smoothly from both ends of the day', () => {
    const shares = completeDay(measured);
    expect(shares).toHaveLength(24);
    expect(shares[3]).toBeCloseTo(0.1);
    expect(shares.slice(16)).toEqual([...shares.slice(16)].sort((a, b) => b - a));
    expect(shares.slice(3, 9)).toEqual([...shares.slice(3, 9)].sort((a, b) => a - b));
  });

  it('gives flows that add up to the change of occupancy in every hour', () => {
    const { occupancy, arrivals, departures } = flowsOf(completeDay(measured), 2.5);
    occupancy.forEach((share, hour) => {
      const next = occupancy[(hour + 1) % 24] ?? Number.NaN;
      expect(share + (arrivals[hour] ?? 0) - (departures[hour] ?? 0)).toBeCloseTo(next);
      expect(arrivals[hour]).toBeGreaterThanOrEqual(0);
      expect(departures[hour]).toBeGreaterThanOrEqual(0);
    });
  });
});
