import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { ENTRY, TestLot, withoutLoops } from './lot.testing.ts';

const slotOf = (lot: TestLot, id: string) => lot.state.slots.get(id);
const laneOf = (lot: TestLot, id: string) => lot.state.lanes.get(id);

describe('entry', () => {
  test('arming loop, plate, vend, passage: the session starts when the vehicle has passed', () => {
    const lot = new TestLot();
    expect(lot.loop('in', 'arming', true)).toEqual(['LoopChanged']);
    expect(lot.read('in', 'p1')).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    expect(lot.loop('in', 'safety', true)).toEqual(['LoopChanged']);
    expect(lot.loop('in', 'arming', false)).toEqual(['LoopChanged']);
    expect(lot.loop('in', 'safety', false)).toEqual([
      'LoopChanged',
      'VehiclePassed',
      'SessionStarted',
    ]);
    expect(lot.state.tally.entriesToday).toBe(1);
    expect(laneOf(lot, 'in')?.phase).toBe('idle');
  });

  test('a read just before the arming loop is used when the vehicle arrives, an old one is not', () => {
    const lot = new TestLot();
    expect(lot.read('in', 'p1')).toEqual(['PlateRead']);
    lot.at += 5 * SECOND_MS;
    expect(lot.loop('in', 'arming', true)).toEqual(['LoopChanged', 'TicketIssued', 'GateVended']);

    const later = new TestLot();
    later.read('in', 'p1');
    later.at += 16 * SECOND_MS;
    expect(later.loop('in', 'arming', true)).toEqual(['LoopChanged']);
  });

  test('backing out voids the ticket and gives the slot back', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    const assigned = [...lot.state.sessions.values()][0]?.slotId ?? '';
    expect(slotOf(lot, assigned)?.sessionId).not.toBeNull();
    expect(lot.loop('in', 'arming', false)).toEqual([
      'LoopChanged',
      'VehicleBackedOut',
      'TicketVoided',
    ]);
    expect(lot.state.sessions.size).toBe(0);
    expect(slotOf(lot, assigned)?.sessionId).toBeNull();
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
    // It may come again at once: the read is no repeat.
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p1')).toContain('TicketIssued');
  });

  test('a vehicle that never passes loses its authorisation', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.at += 44 * SECOND_MS;
    expect(lot.types({ type: 'Tick' })).toEqual([]);
    lot.at += SECOND_MS;
    expect(lot.types({ type: 'Tick' })).toEqual(['AuthorisationExpired', 'TicketVoided']);
    expect(laneOf(lot, 'in')?.phase).toBe('armed');
  });

  test('refused when full, when already inside, and the reason stays on the lane', () => {
    const lot = new TestLot(smallLot([{ id: 'only' }]));
    lot.enter('p1');
    lot.loop('in', 'arming', true);
    expect(
      lot.events({
        type: 'ReportPlate',
        laneId: 'in',
        deviceId: 'cam',
        readId: 'x',
        plateRef: 'p2',
        confidence: 0.9,
        nearRefs: [],
        needs: ENTRY,
      }),
    ).toMatchObject([
      { type: 'PlateRead' },
      { type: 'EntryRefused', code: 'lot-full', plateRef: 'p2' },
    ]);
    expect(laneOf(lot, 'in')?.refusal).toBe('lot-full');
    lot.at += MINUTE_MS;
    expect(lot.turnedAway({ ...ENTRY, plateRef: 'p1' })).toBe('already-inside');
    expect(lot.turnedAway({ ...ENTRY, plateRef: null })).toBe('lot-full');
  });

  test('a repeated read is dropped, a better one of a doubtful plate is used', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p1', 0.5)).toEqual(['PlateRead', 'StaffAsked']);
    expect(laneOf(lot, 'in')?.phase).toBe('asking');
    expect(lot.read('in', 'p1', 0.6)).toEqual([]);
    expect(lot.read('in', 'p1', 0.9)).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    expect(lot.read('in', 'p1', 0.97)).toEqual([]);
  });

  test('staff admit a doubtful read with the plate they see, or turn it away', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p7', 0.4);
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmRaised']);
    expect(lot.types({ type: 'AnswerRead', laneId: 'in', admit: false, plateRef: null })).toEqual([
      'StaffAnswered',
    ]);
    expect(laneOf(lot, 'in')?.phase).toBe('armed');
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmCleared']);
    expect(lot.refusal({ type: 'AnswerRead', laneId: 'in', admit: true, plateRef: 'p1' })).toBe(
      'nothing-asked',
    );
    lot.at += MINUTE_MS;
    lot.read('in', 'p7', 0.4);
    expect(lot.types({ type: 'AnswerRead', laneId: 'in', admit: true, plateRef: 'p1' })).toEqual([
      'StaffAnswered',
      'TicketIssued',
      'GateVended',
    ]);
    expect(lot.state.byPlate.has('p1')).toBe(true);
  });

  test('a vehicle right behind the first is served when the first has passed', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.loop('in', 'safety', true);
    lot.loop('in', 'arming', false);
    lot.loop('in', 'arming', true);
    lot.read('in', 'p2');
    expect(lot.loop('in', 'safety', false)).toEqual([
      'LoopChanged',
      'VehiclePassed',
      'SessionStarted',
      'TicketIssued',
      'GateVended',
    ]);
    expect(lot.state.sessions.size).toBe(2);
  });

  test('without loops the session starts at vend', () => {
    const lot = new TestLot(withoutLoops());
    expect(lot.read('in', 'p1')).toEqual([
      'PlateRead',
      'TicketIssued',
      'GateVended',
      'SessionStarted',
    ]);
    expect(lot.loop('in', 'arming', true)).toEqual([]);
  });

  test('another system vouches for a vehicle that no loop has seen', () => {
    const lot = new TestLot();
    expect(lot.types({ ...ENTRY, plateRef: 'p1' })).toEqual([
      'TicketIssued',
      'GateVended',
      'SessionStarted',
    ]);
    expect(lot.refusal({ ...ENTRY, plateRef: null, laneId: 'out' })).toBe('lane-wrong-direction');
    expect(lot.refusal({ ...ENTRY, plateRef: null, laneId: 'nowhere' })).toBe('lane-unknown');
    expect(lot.refusal({ ...ENTRY, plateRef: null }, { kind: 'device', deviceId: 'button' })).toBe(
      'no-vehicle',
    );
  });
});
