import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { LaneLot, ruled, typesOf } from './lane-rules.testing.ts';
import { ENTRY } from './lot.testing.ts';

const BUTTON = { ...ENTRY, plateRef: null } as const;
const DEVICE = { kind: 'device', deviceId: 'button' } as const;

describe('rule 1: a ticket only with the arming loop on; untaken and backed-out ones are void', () => {
  test('the button gives nothing while nobody stands there, and nothing twice', () => {
    const lot = new LaneLot();
    expect(lot.refusal(BUTTON, DEVICE)).toBe('no-vehicle');
    lot.loop('in', 'arming', true);
    expect(lot.types(BUTTON, DEVICE)).toEqual(['TicketIssued', 'GateVended']);
    expect(lot.refusal(BUTTON, DEVICE)).toBe('no-vehicle');
  });

  test('who backs out leaves a void ticket and a free slot', () => {
    const lot = new LaneLot();
    lot.loop('in', 'arming', true);
    lot.events(BUTTON, DEVICE);
    expect(lot.state.installed?.pool.vacantCount).toBe(3);
    const events = lot.on('in', 'arming', false);
    expect(events).toMatchObject([
      { type: 'LoopChanged' },
      { type: 'VehicleBackedOut' },
      { type: 'TicketVoided', why: 'backed-out' },
    ]);
    expect(lot.told(events)).toContain('close');
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
    expect([...lot.state.spentTickets.values()]).toMatchObject([{ how: 'void' }]);
  });
});

describe('rule 2: only the complete sequence counts', () => {
  test('a vehicle that rolls back out of the safety loop has not passed', () => {
    const lot = new LaneLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.loop('in', 'safety', true);
    expect(lot.loop('in', 'safety', false)).toEqual(['LoopChanged']);
    expect(lot.loop('in', 'arming', false)).toEqual([
      'LoopChanged',
      'VehicleBackedOut',
      'TicketVoided',
    ]);
    expect(lot.state.tally.entriesToday).toBe(0);
  });

  test('who comes against the direction is not counted', () => {
    const lot = new LaneLot();
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'event' });
    for (const [loop, on] of [
      ['safety', true],
      ['arming', true],
      ['safety', false],
      ['arming', false],
    ] as const)
      expect(lot.loop('in', loop, on)).toEqual(['LoopChanged']);
    expect(lot.state.lanes.get('in')?.hold?.passed).toBe(0);
  });
});

test('rule 3: nobody passes in time, so the gate closes and the ticket is void', () => {
  const lot = new LaneLot();
  lot.loop('in', 'arming', true);
  lot.read('in', 'p1');
  expect(lot.tick(44 * SECOND_MS)).toEqual([]);
  const events = lot.tick(SECOND_MS);
  expect(typesOf(events)).toEqual(['AuthorisationExpired', 'TicketVoided']);
  expect(lot.told(events)).toContain('close');
  // The vehicle still stands there; what it shows now is looked at anew.
  expect(lot.state.lanes.get('in')).toMatchObject({ phase: 'armed', sessionId: null });
});

describe('rule 4: tailgating', () => {
  function twoInside(lot: LaneLot) {
    lot.enter('p1');
    lot.enter('p2');
    for (const lane of lot.state.lanes.values()) lane.gate = 'closed';
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    lot.underGate('out');
  }

  test('a second arming with the safety loop on: the gate closes at once when it is clear', () => {
    const lot = new LaneLot();
    twoInside(lot);
    lot.loop('out', 'arming', true);
    const events = lot.on('out', 'safety', false);
    expect(typesOf(events)).toEqual(['LoopChanged', 'VehiclePassed', 'SessionEnded']);
    expect(lot.told(events)).toContain('close');
    expect(lot.alarms()).toEqual([]);
  });

  test('but not in front of one whose own way was opened meanwhile', () => {
    const lot = new LaneLot();
    twoInside(lot);
    lot.loop('out', 'arming', true);
    lot.read('out', 'p2');
    const events = lot.on('out', 'safety', false);
    expect(typesOf(events)).toContain('GateVended');
    expect(lot.told(events)).not.toContain('close');
  });

  test('bumper to bumper: one stay ends, the other is on record with both reads', () => {
    const lot = new LaneLot();
    twoInside(lot);
    lot.loop('out', 'arming', true);
    lot.read('out', 'p2');
    lot.loop('out', 'arming', false);
    const events = lot.on('out', 'safety', false);
    expect(events).toMatchObject([
      { type: 'LoopChanged', phase: 'idle' },
      { type: 'VehiclePassed' },
      { type: 'SessionEnded' },
      {
        type: 'TailgateSeen',
        how: 'close-behind',
        count: 1,
        plateRef: 'p2',
        leaderPlateRef: 'p1',
        sessionId: lot.state.byPlate.get('p2'),
      },
      { type: 'AlarmRaised', code: 'tailgating', laneId: 'out' },
    ]);
    expect(lot.told(events)).toContain('close');
    expect(lot.state.byPlate.has('p2')).toBe(true);
  });

  test('the safety loop is held for longer than one vehicle', () => {
    const lot = new LaneLot(ruled({ vehicleOnLoopSeconds: 8 }));
    twoInside(lot);
    lot.at += 9 * SECOND_MS;
    const events = lot.on('out', 'safety', false);
    expect(events).toMatchObject([
      { type: 'LoopChanged' },
      { type: 'VehiclePassed' },
      { type: 'SessionEnded' },
      { type: 'TailgateSeen', how: 'loop-held', plateRef: null, leaderPlateRef: 'p1' },
      { type: 'AlarmRaised', code: 'tailgating' },
    ]);
    expect(lot.told(events)).toContain('close');
  });

  test('under a gate that is still open: closed when it is clear, one alarm however many', () => {
    const lot = new LaneLot();
    twoInside(lot);
    lot.loop('out', 'safety', false);
    for (let turn = 1; turn <= 3; turn += 1) {
      lot.loop('out', 'arming', true);
      lot.read('out', 'stranger', 0.95, `again-${turn}`);
      const seen = lot.on('out', 'safety', true).find(({ type }) => type === 'TailgateSeen');
      const reads = { plateRef: 'stranger', leaderPlateRef: 'p1' };
      expect(seen).toMatchObject({ count: turn, how: 'open-gate', sessionId: null, ...reads });
      lot.loop('out', 'arming', false);
      expect(lot.told(lot.on('out', 'safety', false))).toContain('close');
    }
    expect(lot.alarms()).toEqual(['tailgating']);
  });
});

describe('rule 5: a gate that is held open', () => {
  const hold = { type: 'HoldGate', laneId: 'out', reason: 'Queue relief' } as const;

  test('counts every vehicle that passes, whoever it is', () => {
    const lot = new LaneLot();
    const known = lot.enter('p1');
    lot.at += HOUR_MS;
    lot.tell(hold);
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toContain('PaymentDue');
    lot.pass('out');
    // Known by its plate: it has left by the leave of who holds the gate, and owes nothing any more.
    expect(lot.state.sessions.has(known)).toBe(false);
    expect(lot.journal.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'GateVended', overrideReason: 'Queue relief' }),
    );
    lot.loop('out', 'arming', true);
    lot.pass('out');
    // Two close together are two.
    lot.loop('out', 'arming', true);
    lot.loop('out', 'safety', true);
    for (const on of [false, true, false]) lot.loop('out', 'arming', on);
    lot.loop('out', 'safety', false);
    expect(lot.state.lanes.get('out')?.hold).toMatchObject({ passed: 4, untilAt: null });
    expect(lot.events({ type: 'CloseGate', laneId: 'out', reason: 'over' })).toMatchObject([
      { type: 'GateClosed', passed: 4 },
    ]);
    expect(lot.state.lanes.get('out')).toMatchObject({ held: false, hold: null });
    expect(lot.alarms()).toEqual([]);
  });

  test('ends by its time, and closes', () => {
    const lot = new LaneLot();
    expect(lot.refusal({ ...hold, untilAt: lot.at })).toBe('until-past');
    lot.tell({ ...hold, untilAt: lot.at + 10 * MINUTE_MS });
    expect(lot.tick(9 * MINUTE_MS)).toEqual([]);
    const events = lot.tick(MINUTE_MS);
    expect(events).toMatchObject([{ type: 'HoldEnded', laneId: 'out', passed: 0 }]);
    expect(lot.told(events)).toContain('close');
    expect(lot.state.lanes.get('out')?.held).toBe(false);
  });

  test('that ends in front of a vehicle which may pass opens again for it', () => {
    const lot = new LaneLot();
    lot.enter('p1');
    lot.tell({ ...hold, untilAt: lot.at + 5 * SECOND_MS });
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    expect(lot.told(lot.tick(5 * SECOND_MS))).toEqual(['close', 'vend']);
  });

  test('a renewed hold goes on counting', () => {
    const lot = new LaneLot();
    lot.tell(hold);
    lot.loop('out', 'arming', true);
    lot.pass('out');
    const since = lot.at;
    lot.at += MINUTE_MS;
    lot.tell({ ...hold, reason: 'Event', untilAt: lot.at + HOUR_MS });
    expect(lot.state.lanes.get('out')?.hold).toMatchObject({ passed: 1, since, reason: 'Event' });
  });

  test('without an end is an alarm after a while', () => {
    const lot = new LaneLot(ruled({ holdLimitMinutes: 30 }));
    lot.tell(hold);
    lot.tick(29 * MINUTE_MS);
    expect(lot.alarms()).toEqual([]);
    lot.tick(MINUTE_MS);
    expect(lot.alarms()).toEqual(['gate-open-long']);
    lot.tell({ ...hold, untilAt: lot.at + HOUR_MS });
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual([]);
  });
});

describe('rules 5 and 12: every arm-up has a transaction or an override behind it', () => {
  function closed(): LaneLot {
    const lot = new LaneLot();
    lot.gate('in', 'closed');
    return lot;
  }
  const alone = (lot: LaneLot, gate: 'moving' | 'open' = 'moving') => typesOf(lot.gate('in', gate));

  test('by itself it is an alarm, and on the list', () => {
    const lot = closed();
    expect(alone(lot)).toEqual(['GateMoved', 'GateOpenedAlone', 'AlarmRaised']);
    lot.gate('in', 'open');
    lot.gate('in', 'closed');
    // However often: every one is on the list, one alarm stands.
    expect(alone(lot, 'open')).toEqual(['GateMoved', 'GateOpenedAlone']);
    expect(lot.alarms()).toEqual(['gate-opened-alone']);
  });

  test.each([
    ['a ticket', (lot: LaneLot) => [lot.loop('in', 'arming', true), lot.read('in', 'p1')]],
    ['an override', (lot: LaneLot) => lot.tell({ type: 'VendGate', laneId: 'in', reason: 'VIP' })],
    ['a hold', (lot: LaneLot) => lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'event' })],
  ])('for %s it is expected', (_, order) => {
    const lot = closed();
    order(lot);
    expect(alone(lot)).toEqual(['GateMoved']);
  });

  test('an order explains one arm-up, for a while', () => {
    const lot = closed();
    lot.tell({ type: 'VendGate', laneId: 'in', reason: 'VIP' });
    alone(lot);
    lot.gate('in', 'closed');
    expect(alone(lot)).toContain('GateOpenedAlone');
    lot.gate('in', 'closed');
    lot.tell({ type: 'VendGate', laneId: 'in', reason: 'VIP' });
    lot.at += 11 * SECOND_MS;
    expect(alone(lot)).toContain('GateOpenedAlone');
  });

  test('where it has never been known, nothing is said of it', () => {
    const lot = new LaneLot();
    expect(alone(lot, 'open')).toEqual(['GateMoved']);
    lot.gate('in', 'unknown');
    expect(alone(lot, 'open')).toEqual(['GateMoved']);
  });

  test.each(['unknown', 'fault'] as const)('found up after it was %s, it is on the list', (how) => {
    const lot = closed();
    lot.gate('in', how);
    expect(alone(lot, 'open')).toEqual(['GateMoved', 'GateOpenedAlone', 'AlarmRaised']);
    lot.gate('in', how);
    // Up before, and up now.
    expect(alone(lot, 'open')).toEqual(['GateMoved']);
  });

  test('what the controller of a lane did in a silence, that tells by itself', () => {
    const controller = {
      id: 'ctl',
      label: 'Lane controller',
      driver: 'lane-controller-mqtt',
      laneId: 'in',
      stock: 0,
      alone: 'rights',
      rightsHours: 24,
    } as const;
    const lot = new LaneLot({ ...smallLot(), devices: [controller] });
    lot.gate('in', 'closed');
    lot.gate('in', 'unknown');
    expect(alone(lot, 'open')).toEqual(['GateMoved']);
    lot.gate('in', 'closed');
    expect(alone(lot, 'open')).toContain('GateOpenedAlone');
  });

  test.each([
    [
      'a vend while it closes',
      (lot: LaneLot) => {
        lot.tell({ type: 'VendGate', laneId: 'in', reason: 'VIP' });
        lot.gate('in', 'open');
        lot.gate('in', 'moving');
        lot.at += 11 * SECOND_MS;
        lot.tell({ type: 'VendGate', laneId: 'in', reason: 'VIP' });
        lot.gate('in', 'closed');
      },
    ],
    [
      'a hold that was over before it rose',
      (lot: LaneLot) => {
        lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'event' });
        lot.tell({ type: 'CloseGate', laneId: 'in', reason: 'not needed' });
      },
    ],
    [
      'a fire alarm that was over before it rose',
      (lot: LaneLot) => {
        lot.tell({ type: 'StartEvacuation', reason: 'drill' });
        lot.tell({ type: 'EndEvacuation', reason: 'over' });
      },
    ],
  ])('%s explains it as well', (_, order) => {
    const lot = closed();
    order(lot);
    lot.at += 2 * SECOND_MS;
    expect(alone(lot)).toEqual(['GateMoved']);
    lot.gate('in', 'open');
    lot.gate('in', 'closed');
    expect(alone(lot)).toContain('GateOpenedAlone');
  });

  test('a day without an order: every rise at any hour of two clock changes is on the list', () => {
    const lot = closed();
    let rises = 0;
    for (const day of ['2026-03-29', '2026-10-25']) {
      lot.at = Date.parse(`${day}T00:00:00Z`);
      for (let hour = 0; hour < 25; hour += 1) {
        rises += alone(lot, 'open').filter((type) => type === 'GateOpenedAlone').length;
        lot.gate('in', 'closed');
        lot.at += HOUR_MS;
      }
    }
    expect(rises).toBe(50);
  });

  test('an arm that stays up is an alarm until it is down', () => {
    const lot = closed();
    lot.tell({ type: 'VendGate', laneId: 'in', reason: 'VIP' });
    lot.gate('in', 'open');
    lot.tick(59 * SECOND_MS);
    expect(lot.alarms()).toEqual([]);
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual(['gate-open-long']);
    lot.gate('in', 'closed');
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual([]);
  });
});
