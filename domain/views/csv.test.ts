import { describe, expect, it } from 'vitest';
import { type SessionLine, sessionsCsv, summaryCsv } from './csv.ts';

const PLACE = { timeZone: 'Asia/Kolkata', currency: 'INR' };
const LINE: SessionLine = {
  ticketNumber: '7K4M9QXTR',
  plate: 'KA01AB1234',
  hasPlate: true,
  state: 'ended',
  vehicleClass: 'car',
  slotLabel: 'A-12',
  entryLaneId: 'in-1',
  exitLaneId: 'out-1',
  entryAt: Date.parse('2026-11-22T03:30:00.000Z'),
  exitAt: Date.parse('2026-11-22T05:31:59.000Z'),
  paidMinor: 12_050,
};

const lines = (text: string) => text.split('\r\n');

describe('the sessions file', () => {
  it('has one line a session, with times in the zone of the lot and plain numbers', () => {
    expect(sessionsCsv([LINE], PLACE)).toBe(
      'ticket,plate,vehicle_class,slot,state,entry_lane,exit_lane,entry,exit,stay_minutes,paid,currency\r\n' +
        '7K4M9QXTR,KA01AB1234,car,A-12,ended,in-1,out-1,2026-11-22T09:00:00+05:30,2026-11-22T11:01:59+05:30,121,120.50,INR\r\n',
    );
  });

  it('leaves empty what is not known yet', () => {
    const inside = { ...LINE, state: 'inside', slotLabel: null, exitLaneId: null, exitAt: null };
    expect(lines(sessionsCsv([inside], PLACE))[1]).toBe(
      '7K4M9QXTR,KA01AB1234,car,,inside,in-1,,2026-11-22T09:00:00+05:30,,,120.50,INR',
    );
  });

  it('masks a plate that the reader may not see, and leaves no plate empty', () => {
    const [, masked, none] = lines(
      sessionsCsv(
        [
          { ...LINE, plate: null },
          { ...LINE, plate: null, hasPlate: false },
        ],
        PLACE,
      ),
    );
    expect(masked?.split(',')[1]).toBe('***');
    expect(none?.split(',')[1]).toBe('');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['Ärger', 'Ärger'],
  ])('writes the label %j as %j', (slotLabel, cell) => {
    const body = sessionsCsv([{ ...LINE, slotLabel }], PLACE)
      .split('\r\n')
      .slice(1)
      .join('\r\n');
    expect(body.startsWith(`7K4M9QXTR,KA01AB1234,car,${cell},ended,`)).toBe(true);
  });

  it('starts with a byte order mark where one is asked for', () => {
    expect(sessionsCsv([], PLACE, { bom: true }).charCodeAt(0)).toBe(0xfeff);
    expect(sessionsCsv([], PLACE).startsWith('ticket,')).toBe(true);
  });

  it('writes a negative amount as a number, not as text', () => {
    expect(
      lines(sessionsCsv([{ ...LINE, paidMinor: -50 }], PLACE))[1]?.endsWith(',-0.50,INR'),
    ).toBe(true);
  });
});

describe('the summary file', () => {
  it('has one line an hour', () => {
    const startAt = Date.parse('2026-11-22T10:00:00.000Z');
    const text = summaryCsv({
      day: '2026-11-22',
      currency: 'JPY',
      timeZone: 'UTC',
      capacity: 10,
      hours: [{ startAt, entries: 3, exits: 1, inside: 2, takingsMinor: 500 }],
      totals: {
        entries: 3,
        exits: 1,
        takingsMinor: 500,
        overrides: 0,
        refusals: 0,
        peakInside: 3,
      },
    });
    expect(text).toBe(
      'hour,entries,exits,inside,takings,currency\r\n2026-11-22T10:00:00+00:00,3,1,2,500,JPY\r\n',
    );
  });
});
