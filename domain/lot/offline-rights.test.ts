import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { Way } from '../lane/way.ts';
import { DAYTIME } from '../membership/samples.testing.ts';
import type { TestLot } from './lot.testing.ts';
import { MemberLot } from './membership.testing.ts';
import { offlineRights } from './offline-rights.ts';
import { booked } from './reservation.testing.ts';

const rightsOf = (lot: TestLot, way: Way) => [
  ...offlineRights(lot.state, way, { at: lot.at, untilAt: lot.at + 24 * HOUR_MS }),
];
const plates = (lot: TestLot, way: Way) =>
  rightsOf(lot, way).flatMap(({ credential, spans, vehicles }) =>
    credential.kind === 'plate' ? [{ plate: credential.plateRef, spans, vehicles }] : [],
  );

describe('what a lane may open for while it is cut off', () => {
  test('a member in the times of the plan, as often as its vehicles may be inside', () => {
    // Monday, 12:00; the plan opens from 7 to 19 o'clock.
    const lot = new MemberLot({ rights: DAYTIME, transientOutside: false });
    const untilEvening = { fromAt: null, untilAt: lot.at + 7 * HOUR_MS };
    const tomorrow = { fromAt: lot.at + 19 * HOUR_MS, untilAt: null };
    expect(plates(lot, 'entry')).toEqual(
      ['p1', 'p2'].map((plate) => ({ plate, vehicles: 1, spans: [untilEvening, tomorrow] })),
    );
    lot.enter('p1');
    expect(plates(lot, 'entry')).toEqual([]);
  });

  test('nobody whose membership is suspended, or whose plate is blocked', () => {
    const lot = new MemberLot({ transientOutside: false });
    lot.tell({ type: 'BlockPlate', plateRef: 'p1', reason: 'debts', untilAt: null });
    expect(plates(lot, 'entry').map(({ plate }) => plate)).toEqual(['p2']);
    lot.tell({ type: 'SuspendMembership', membershipId: lot.memberId, reason: 'unpaid' });
    expect(plates(lot, 'entry')).toEqual([]);
  });

  test('a booking of the next hours, from its earliest to its last minute', () => {
    const lot = new MemberLot({}, { plateRefs: [] });
    const fromAt = lot.at + 2 * HOUR_MS;
    booked(lot, { fromAt, toAt: fromAt + HOUR_MS, plateRef: 'b1' });
    const later = lot.at + 40 * HOUR_MS;
    booked(lot, { fromAt: later, toAt: later + HOUR_MS, plateRef: 'b2' });
    const span = { fromAt: fromAt - 15 * MINUTE_MS, untilAt: fromAt + HOUR_MS };
    expect(plates(lot, 'entry')).toEqual([{ plate: 'b1', vehicles: 1, spans: [span] }]);
  });

  test('at an exit every ticket, and a plate as long as nothing is due', () => {
    const lot = new MemberLot({}, { plateRefs: [] }, smallLot());
    lot.enter('t1');
    const tickets = () =>
      rightsOf(lot, 'exit').filter(({ credential: { kind } }) => kind === 'ticket');
    expect(tickets()).toHaveLength(1);
    expect(plates(lot, 'exit')).toEqual([
      { plate: 't1', vehicles: 1, spans: [{ fromAt: null, untilAt: lot.at + 10 * MINUTE_MS + 1 }] },
    ]);
    lot.at += 30 * MINUTE_MS;
    expect(plates(lot, 'exit')).toEqual([]);
    expect(tickets()).toHaveLength(1);
  });
});
