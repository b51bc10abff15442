import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { CutOffLot } from './test-support/cut-off-lot.ts';
import { eventually } from './test-support/eventually.ts';
import { SIDE_LANE } from './test-support/test-lot.ts';

/** The whole program is started several times, over a broker that is killed. */
const PROCESSES_TIMEOUT_MS = 180_000;

let lot: CutOffLot;
beforeEach(async () => {
  lot = await CutOffLot.open();
}, PROCESSES_TIMEOUT_MS);
afterEach(() => lot.close());

const enter = (plate: string) => lot.post('/entries', { laneId: SIDE_LANE, plate });
const issuedBy = async () =>
  (await lot.events('TicketIssued')).map(({ right }) => (right as { kind: string }).kind);
const rightsCount = (of: 'entry' | 'exit') =>
  lot[of].held.parts.reduce((sum, { rights }) => sum + rights.length, 0);

describe('rule 10: a lane without a link', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('goes on by tickets while broker and station are away, and all of it is counted once', async () => {
    const made = await enter('ZQ11AAA');
    await eventually('the exit knows it', () => rightsCount('exit') >= 5);
    // While the station lives the lane leaves all to it.
    await eventually('it hears the station', () => !lot.entry.isAlone && !lot.exit.isAlone);
    expect(lot.exit.show({ code: made.ticket.token })).toBe('station');
    await lot.cutOff();
    const given = lot.entry.press({ plate: 'ZQ22BBB' });
    expect(given).not.toBeNull();
    expect(lot.exit.show({ code: `${made.ticket.token.slice(0, -1)}x` })).toBe('no-right');
    expect(lot.exit.show({ code: made.ticket.token })).toBeNull();
    expect(lot.exit.show({ code: made.ticket.token })).toBe('used');
    expect([lot.entry.waiting, lot.exit.waiting]).toEqual([1, 1]);

    await lot.broker.start();
    await lot.startStation();
    await lot.told();
    expect(await lot.inside()).toEqual(['ZQ22BBB']);
    expect(await lot.count('LaneReplayed')).toBe(2);

    // Away again with the acknowledgement under way: what is told twice is counted once.
    await lot.station.end('SIGKILL');
    await lot.alone();
    lot.entry.press({ plate: 'ZQ33CCC' });
    await lot.startStation();
    await lot.told();
    expect(await lot.inside()).toEqual(['ZQ22BBB', 'ZQ33CCC']);
    expect(await lot.count('SessionStarted')).toBe(3);
    expect(await lot.count('OfflineConflict')).toBe(0);
  });

  it('opens for members, bookings and who has paid, by plate; none of their plates lies at the lane', async () => {
    await lot.member(['MM11AAA', 'MM22BBB']);
    const now = Date.now();
    const window = { fromAt: now + 10 * MINUTE_MS, toAt: now + 2 * HOUR_MS };
    await lot.post('/reservations', { ...window, plate: 'BB33CCC' });
    const byCode = await lot.post('/reservations', window);
    await lot.post('/reservations', {
      fromAt: now + 5 * HOUR_MS,
      toAt: now + 6 * HOUR_MS,
      plate: 'BB44DDD',
    });
    const unpaid = await enter('TT55EEE');
    await eventually('the lanes have their rights', () => {
      const [atEntry, atExit] = [rightsCount('entry'), rightsCount('exit')];
      return atEntry === 3 + 3 + 2 && atExit >= 5;
    });
    await eventually('the booking of tonight is known', () =>
      lot.entry.held.parts.some(({ rights }) =>
        rights.some(({ t }) => (t?.[0]?.[0] ?? 0) > now / 1_000 + 3 * 3_600),
      ),
    );
    await lot.cutOff();
    const { entry, exit } = lot;
    expect(entry.show({ plate: 'MM11AAA' })).toBeNull();
    // One vehicle of the membership at a time, by whatever it shows.
    expect(entry.show({ plate: 'MM22BBB' })).toBe('used');
    expect(entry.show({ plate: 'BB33CCC' })).toBeNull();
    expect(entry.show({ plate: 'BB33CCC' })).toBe('used');
    expect(entry.show({ code: byCode.token, plate: 'BB66FFF' })).toBeNull();
    expect(entry.show({ plate: 'BB44DDD' })).toBe('no-right');
    expect(entry.show({ plate: 'XX99ZZZ' })).toBe('no-right');
    // Within its free minutes nothing is due.
    expect(exit.show({ plate: 'TT55EEE' })).toBeNull();
    expect(exit.show({ code: unpaid.ticket.token })).toBe('used');
    // A member whom the entry let in meanwhile gets out as well.
    expect(exit.show({ plate: 'MM11AAA' })).toBeNull();
    const atTheLanes = ['plc-in', 'plc-out']
      .map((id) => readFileSync(join(lot.folder, `${id}.json`), 'utf8'))
      .join();
    expect(atTheLanes).toContain('"entered"');
    for (const plate of ['MM11AAA', 'MM22BBB', 'BB33CCC', 'BB66FFF', 'TT55EEE'])
      expect(atTheLanes).not.toContain(plate);

    await lot.broker.start();
    await lot.startStation();
    await lot.told();
    await eventually('everybody is in the books', async () => (await lot.inside()).length === 2);
    expect(await lot.inside()).toEqual(['BB33CCC', 'BB66FFF']);
    expect((await issuedBy()).sort()).toEqual([
      'membership',
      'reservation',
      'reservation',
      'transient',
    ]);
    expect([await lot.count('SessionStarted'), await lot.count('SessionEnded')]).toEqual([4, 2]);
    expect(await lot.events('OfflineConflict')).toEqual([]);
  });

  it('tells staff of what the books know otherwise by then', async () => {
    const member = await lot.member(['MM11AAA'], { transientOutside: false });
    const now = Date.now();
    const window = { fromAt: now, toAt: now + 2 * HOUR_MS };
    const booking = await lot.post('/reservations', { ...window, plate: 'BB33CCC' });
    const stay = await enter('TT55EEE');
    await eventually('the lanes have their rights', () => rightsCount('entry') === 2 + 2);
    await eventually('the exit has them', () => rightsCount('exit') >= 8);
    await lot.broker.halt(true);
    await lot.alone();
    // The station lives, and staff go on.
    await lot.post(`/memberships/${member.membershipId}/end`, { reason: 'moved away' });
    await lot.post(`/reservations/${booking.id}/cancel`, { reason: 'called' });
    await lot.post('/exits', { laneId: 'out', ticket: stay.ticket.token });
    expect(lot.entry.show({ plate: 'MM11AAA' })).toBeNull();
    expect(lot.entry.show({ plate: 'BB33CCC' })).toBeNull();
    expect(lot.exit.show({ code: stay.ticket.token })).toBeNull();
    await lot.broker.start();
    await lot.told();
    const conflicts = await lot.events('OfflineConflict');
    expect(conflicts.map(({ code }) => code).sort()).toEqual([
      'membership-ended',
      'reservation-cancelled',
      'ticket-used',
    ]);
    // They are inside all the same, and pay as anybody.
    expect(await lot.inside()).toEqual(['BB33CCC', 'MM11AAA']);
    expect((await issuedBy()).slice(-2)).toEqual(['transient', 'transient']);
    expect(await lot.count('SessionEnded')).toBe(1);
    const raised = await lot.events('AlarmRaised');
    expect(raised.filter(({ code }) => code === 'offline-conflict')).toHaveLength(2);
  });
});
