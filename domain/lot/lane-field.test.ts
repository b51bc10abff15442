import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/instant.ts';
import { effectsAfterRestart } from './effects.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';
import { cashFor } from './lot.testing.ts';

/** The small lot with a barrier at its entry. */
function withBarrier(): LotFile {
  const barrier = {
    id: 'bar',
    label: 'Barrier',
    driver: 'barrier-modbus-tcp',
    laneId: 'in',
    profile: 'controller',
    unit: 1,
    host: '10.0.0.7',
    port: 502,
    framing: 'tcp',
    pollMs: 100,
    replyTimeoutMs: 300,
  } as const;
  return { ...smallLot(), devices: [barrier as LotFile['devices'][number]] };
}
const status = (lot: LaneLot, is: 'online' | 'offline') =>
  lot.told(lot.events({ type: 'ReportDevice', deviceId: 'bar', status: is, detail: '' }));
const vend = { type: 'VendGate', laneId: 'in', reason: 'helped' } as const;

function closed(file?: LotFile): LaneLot {
  const lot = new LaneLot(file);
  lot.gate('in', 'closed');
  lot.at += HOUR_MS;
  return lot;
}

describe('a vehicle that has driven up to the safety loop before the gate opens', () => {
  test('has passed when it has gone, with its ticket', () => {
    const lot = closed();
    lot.loop('in', 'arming', true);
    lot.loop('in', 'safety', true);
    expect(lot.read('in', 'p1')).toContain('GateVended');
    expect(lot.state.lanes.get('in')?.phase).toBe('passing');
    expect(lot.loop('in', 'arming', false)).toEqual(['LoopChanged']);
    expect(lot.loop('in', 'safety', false)).toEqual([
      'LoopChanged',
      'VehiclePassed',
      'SessionStarted',
    ]);
    expect(lot.alarms()).toEqual([]);
  });

  test('rolls back a little, and then out: its ticket is void', () => {
    const lot = closed();
    lot.loop('in', 'arming', true);
    lot.loop('in', 'safety', true);
    lot.read('in', 'p1');
    expect(lot.loop('in', 'safety', false)).toEqual(['LoopChanged']);
    expect(lot.state.lanes.get('in')?.phase).toBe('vended');
    expect(lot.loop('in', 'arming', false)).toContain('TicketVoided');
  });

  test('is counted under a hold or a fire that begins while it stands there', () => {
    const lot = closed();
    lot.loop('in', 'arming', true);
    lot.loop('in', 'safety', true);
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'Event' });
    lot.loop('in', 'arming', false);
    expect(lot.loop('in', 'safety', false)).toEqual(['LoopChanged', 'VehiclePassed']);
    expect(lot.state.lanes.get('in')?.hold?.passed).toBe(1);
  });

  test('with its amount on the sign it leaves by the leave of who opened for all', () => {
    const lot = new LaneLot();
    const known = lot.enter('p1');
    lot.gate('out', 'closed');
    lot.at += HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.loop('out', 'safety', true);
    lot.read('out', 'p1');
    lot.tell({ type: 'StartEvacuation', reason: 'Smoke' });
    expect(typesOf(lot.on('out', 'arming', false))).toEqual(['GateVended', 'LoopChanged']);
    lot.loop('out', 'safety', false);
    expect(lot.state.sessions.has(known)).toBe(false);
  });

  test('another one that stood under the gate before is not taken for it', () => {
    const lot = closed();
    lot.loop('in', 'safety', true);
    lot.at += SECOND_MS;
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(lot.state.lanes.get('in')?.phase).toBe('vended');
    expect(lot.loop('in', 'arming', false)).toContain('VehicleBackedOut');
  });
});

describe('a gate that staff open before anybody has come', () => {
  test('is open for the next: counted, and no tailgater', () => {
    const lot = closed();
    lot.tell(vend);
    lot.gate('in', 'open');
    lot.loop('in', 'arming', true);
    lot.at += SECOND_MS;
    expect(lot.loop('in', 'safety', true)).toEqual(['LoopChanged']);
    lot.loop('in', 'arming', false);
    expect(lot.loop('in', 'safety', false)).toEqual(['LoopChanged', 'VehiclePassed']);
    expect(lot.alarms()).toEqual([]);
  });

  test('but for one only', () => {
    const lot = closed();
    lot.tell(vend);
    lot.gate('in', 'open');
    lot.loop('in', 'arming', true);
    lot.pass('in');
    lot.loop('in', 'arming', true);
    expect(lot.loop('in', 'safety', true)).toContain('TailgateSeen');
  });

  test.each([
    ['after its time', (lot: LaneLot) => (lot.at += 45 * SECOND_MS)],
    [
      'when the arm was down meanwhile',
      (lot: LaneLot) => {
        lot.gate('in', 'closed');
        lot.gate('in', 'open');
      },
    ],
    [
      'when it was closed by hand',
      (lot: LaneLot) => lot.tell({ type: 'CloseGate', laneId: 'in', reason: 'nobody came' }),
    ],
  ])('and not %s', (_, act) => {
    const lot = closed();
    lot.tell(vend);
    lot.gate('in', 'open');
    act(lot);
    lot.loop('in', 'arming', true);
    expect(lot.loop('in', 'safety', true)).toContain('TailgateSeen');
  });

  test('whoever shows something meanwhile comes in by that', () => {
    const lot = closed();
    lot.tell(vend);
    lot.gate('in', 'open');
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p1')).toContain('GateVended');
    lot.pass('in');
    expect(lot.state.byPlate.has('p1')).toBe(true);
  });
});

describe('an order that the arm does not follow', () => {
  test('is an alarm while the vehicle waits, until the arm is up', () => {
    const lot = closed();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.tick(9 * SECOND_MS);
    expect(lot.alarms()).toEqual([]);
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual(['gate-not-up']);
    lot.gate('in', 'open');
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual([]);
  });

  test('opened again by hand, the vehicle has its time anew', () => {
    const lot = closed();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.tick(40 * SECOND_MS);
    lot.tell(vend);
    expect(typesOf(lot.tick(40 * SECOND_MS))).not.toContain('AuthorisationExpired');
    expect(typesOf(lot.tick(5 * SECOND_MS))).toContain('AuthorisationExpired');
  });

  test('given while the arm came down is given again when it is down', () => {
    const lot = closed();
    lot.gate('in', 'moving');
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.tick(2 * SECOND_MS);
    expect(lot.told(lot.gate('in', 'closed'))).toEqual(['vend']);
    lot.gate('in', 'moving');
    expect(lot.told(lot.gate('in', 'closed'))).toEqual([]);
  });

  test('given at the last moment of the way down is not given twice', () => {
    const lot = closed();
    lot.gate('in', 'moving');
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.tick(2 * SECOND_MS - 1);
    expect(lot.told(lot.gate('in', 'closed'))).toEqual([]);
    // Should it stay down, staff hear of it.
    expect(lot.alarms()).not.toContain('gate-not-up');
    lot.tick(10 * SECOND_MS);
    expect(lot.alarms()).toContain('gate-not-up');
  });
});

describe('a barrier that comes back', () => {
  const gone = () => {
    const lot = closed(withBarrier());
    status(lot, 'online');
    status(lot, 'offline');
    lot.gate('in', 'unknown');
    return lot;
  };

  test('opens for who was let in meanwhile and still may pass', () => {
    const lot = gone();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(status(lot, 'online')).toEqual(['vend']);
    lot.gate('in', 'open');
    status(lot, 'offline');
    expect(status(lot, 'online')).toEqual([]);
  });

  test('and not minutes after', () => {
    const lot = gone();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.tick(45 * SECOND_MS);
    expect(status(lot, 'online')).toEqual([]);
  });

  test('goes up for a fire that began while it was away', () => {
    const lot = gone();
    lot.tell({ type: 'StartEvacuation', reason: 'Smoke' });
    expect(status(lot, 'online')).toEqual(['hold']);
  });

  test('is held where staff held it, and closes where the hold has ended', () => {
    const lot = gone();
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'Event' });
    expect(status(lot, 'online')).toEqual(['hold']);
    lot.gate('in', 'open');
    status(lot, 'offline');
    lot.tell({ type: 'CloseGate', laneId: 'in', reason: 'over' });
    expect(status(lot, 'online')).toEqual(['close']);
    lot.gate('in', 'closed');
    status(lot, 'offline');
    expect(status(lot, 'online')).toEqual([]);
  });
});

describe('rule 8: gates close as nothing is under them', () => {
  test.each([
    [
      'a fire alarm',
      { type: 'StartEvacuation', reason: 'Smoke' },
      { type: 'EndEvacuation', reason: 'over' },
    ],
  ] as const)('after %s, behind the vehicle that is passing', (_, begin, end) => {
    const lot = closed();
    lot.tell(begin);
    lot.underGate('in');
    const events = lot.events(end);
    expect(events.flatMap((event) => lot.told([event]).filter((kind) => kind === 'close'))).toEqual(
      [
        // The exit, where nobody is.
        'close',
      ],
    );
    expect(lot.told(lot.on('in', 'safety', false))).toContain('close');
    lot.gate('in', 'closed');
    lot.loop('in', 'safety', true);
    expect(lot.told(lot.on('in', 'safety', false))).toEqual([]);
  });

  test('after a hold that ends by its time as well', () => {
    const lot = closed();
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'Event', untilAt: lot.at + 5 * SECOND_MS });
    lot.loop('in', 'arming', true);
    lot.underGate('in');
    expect(lot.told(lot.tick(5 * SECOND_MS))).not.toContain('close');
    expect(lot.told(lot.on('in', 'safety', false))).toContain('close');
  });
});

describe('after a restart the signs say what they said', () => {
  const signs = (lot: LaneLot) =>
    effectsAfterRestart(lot.state, lot.at).flatMap((effect) =>
      effect.kind === 'show' ? [[effect.laneId, effect.lines[0]]] : [],
    );

  test('to whoever waits: an amount, staff, a refusal', () => {
    const lot = new LaneLot();
    const known = lot.enter('p1');
    lot.at += HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    lot.loop('in', 'arming', true);
    lot.read('in', 'p2', 0.3);
    expect(signs(lot)).toEqual([
      ['in', 'PLEASE WAIT'],
      ['out', 'PLEASE PAY'],
    ]);
    lot.tell(cashFor(known, 200));
    lot.tell({ type: 'AnswerRead', laneId: 'in', plateRef: 'p2', admit: false });
    expect(signs(lot)).toEqual([['in', smallLot().name]]);
  });
});
