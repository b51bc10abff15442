import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';
import { ENTRY } from './lot.testing.ts';

/** A lot whose arms are down, with one vehicle on its way out. */
function leaving(): LaneLot {
  const lot = new LaneLot();
  lot.enter('p1');
  for (const laneId of ['in', 'out']) lot.gate(laneId, 'closed');
  lot.at += SECOND_MS;
  lot.loop('out', 'arming', true);
  lot.read('out', 'p1');
  lot.underGate('out');
  return lot;
}

describe('rule 4, in small print', () => {
  test('who followed one vehicle is not counted again with the next', () => {
    const lot = leaving();
    lot.loop('out', 'arming', true);
    lot.loop('out', 'arming', false);
    expect(typesOf(lot.on('out', 'safety', false))).toContain('TailgateSeen');
    lot.gate('out', 'closed');
    lot.at += MINUTE_MS;
    lot.enter('p2');
    lot.loop('out', 'arming', true);
    lot.read('out', 'p2');
    lot.underGate('out');
    const events = lot.on('out', 'safety', false);
    expect(typesOf(events)).toEqual(['LoopChanged', 'VehiclePassed', 'SessionEnded']);
    expect(lot.told(events)).not.toContain('close');
  });

  test('whose amount was awaited is on record, though no plate was read', () => {
    const lot = new LaneLot();
    lot.loop('in', 'arming', true);
    lot.events({ ...ENTRY, plateRef: null });
    lot.pass('in');
    const [[number = '', sessionId] = []] = lot.state.byTicket;
    lot.at += HOUR_MS;
    lot.loop('out', 'arming', true);
    const claim = { ok: true, kind: 'ticket', number } as const;
    lot.tell({ type: 'ReportScan', laneId: 'out', claim, cardRef: null });
    expect(lot.state.lanes.get('out')?.phase).toBe('due');
    // The arm is still up for the one before.
    lot.gate('out', 'open');
    expect(lot.on('out', 'safety', true)).toContainEqual(
      expect.objectContaining({ type: 'TailgateSeen', sessionId, plateRef: null }),
    );
  });

  test('each lane has an alarm of its own', () => {
    const lot = leaving();
    lot.loop('out', 'safety', false);
    for (const laneId of ['in', 'out']) {
      lot.gate(laneId, 'open');
      lot.loop(laneId, 'arming', true);
      lot.loop(laneId, 'safety', true);
    }
    expect(lot.alarms().filter((code) => code === 'tailgating')).toHaveLength(2);
  });

  test('who has backed out and rolls onto the safety loop is no tailgater', () => {
    const lot = new LaneLot();
    lot.gate('in', 'closed');
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.gate('in', 'open');
    lot.loop('in', 'arming', false);
    expect(lot.loop('in', 'safety', true)).toEqual(['LoopChanged']);
  });
});

describe('rules 5 and 12, in small print', () => {
  test('an arm that its controller raises again over a vehicle is not accused', () => {
    const lot = leaving();
    lot.gate('out', 'closed');
    expect(typesOf(lot.gate('out', 'open'))).toEqual(['GateMoved']);
  });

  test('an arm is up too long since the last vehicle was let through, and not over one', () => {
    const lot = leaving();
    lot.loop('out', 'safety', false);
    lot.at += 50 * SECOND_MS;
    lot.tell({ type: 'VendGate', laneId: 'out', reason: 'helped' });
    lot.tick(50 * SECOND_MS);
    expect(lot.alarms()).toEqual([]);
    lot.loop('out', 'safety', true);
    lot.tick(30 * SECOND_MS);
    expect(lot.alarms()).toEqual([]);
    lot.loop('out', 'safety', false);
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual(['gate-open-long']);
  });
});

describe('what stands for a minute', () => {
  test('at an exit calls staff, at an entry it does not', () => {
    const lot = new LaneLot();
    for (const laneId of ['in', 'out']) lot.loop(laneId, 'arming', true);
    lot.tick(59 * SECOND_MS);
    expect(lot.alarms()).toEqual([]);
    lot.tick(SECOND_MS);
    expect([...lot.state.alarms.values()]).toMatchObject([{ code: 'exit-stuck', laneId: 'out' }]);
  });

  test('under the gate calls staff, and counts all the same when it goes', () => {
    const lot = leaving();
    lot.tick(5 * MINUTE_MS);
    expect(lot.alarms()).toEqual(['passage-stuck']);
    expect(typesOf(lot.on('out', 'safety', false))).toContain('SessionEnded');
    lot.tick(SECOND_MS);
    expect(lot.alarms()).not.toContain('passage-stuck');
  });
});

test('rule 8: a fire that staff told of already says nothing new', () => {
  const lot = new LaneLot();
  lot.tell({ type: 'StartEvacuation', reason: 'Smoke' });
  expect(lot.types({ type: 'StartEvacuation', reason: 'Smoke on level 2' })).toEqual([]);
  expect(lot.alarms()).toEqual(['evacuation']);
});

test('rule 9: a call that is answered twice belongs to who answered first', () => {
  const lot = new LaneLot();
  lot.tell({ type: 'ReportCall', laneId: 'in' });
  lot.tell({ type: 'AnswerCall', laneId: 'in' });
  const ben = { kind: 'user', name: 'ben', role: 'attendant' } as const;
  expect(lot.types({ type: 'AnswerCall', laneId: 'in' }, ben)).toEqual([]);
  expect(lot.state.lanes.get('in')?.call).toMatchObject({ answeredBy: 'asha' });
});
