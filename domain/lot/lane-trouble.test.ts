import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { effectsAfterRestart, effectsOf } from './effects.ts';
import type { LotEvent } from './event.ts';
import { cashFor, TestLot } from './lot.testing.ts';

const CAMERA = { kind: 'device', deviceId: 'cam' } as const;

/** The small lot with a second exit. */
function twoExits(): LotFile {
  const lot = smallLot();
  const out = must(lot.lanes[1], 'the small lot has an exit');
  return { ...lot, lanes: [...lot.lanes, { ...out, id: 'out2', label: 'Exit 2' }] };
}

function withCamera(): LotFile {
  const camera = { id: 'cam', label: 'Camera', driver: 'camera-mqtt', laneId: 'in' } as const;
  return { ...smallLot(), devices: [camera] };
}

const told = (lot: TestLot, events: readonly LotEvent[]) =>
  events.flatMap((event) => effectsOf(lot.state, event)).map(({ kind }) => kind);

const openAlarms = (lot: TestLot) =>
  [...lot.state.alarms.values()].filter(({ clearedAt }) => clearedAt === null);

describe('a vehicle that leaves a lane as it came', () => {
  test('and comes back at once after paying at the desk is read again', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += HOUR_MS - MINUTE_MS;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toContain('PaymentDue');
    lot.at += 3_000;
    lot.loop('out', 'arming', false);
    lot.types(cashFor(sessionId, 200));
    lot.at += 3_000;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toEqual(['PlateRead', 'GateVended']);
  });

  test('takes its doubtful read along: the next vehicle is not taken for it', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p1', 0.3)).toContain('StaffAsked');
    lot.loop('in', 'arming', false);
    lot.at += 5_000;
    expect(lot.loop('in', 'arming', true)).toEqual(['LoopChanged']);
  });

  test('is no longer shown at the lane', () => {
    const lot = new TestLot();
    lot.enter('p1');
    lot.at += HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    lot.loop('out', 'arming', false);
    expect(lot.state.lanes.get('out')).toMatchObject({ phase: 'idle', sessionId: null });
  });
});

describe('gates', () => {
  test('a ticket and its copy at two exits let one vehicle out', () => {
    const lot = new TestLot(twoExits());
    const sessionId = lot.enter('p1');
    lot.at += MINUTE_MS;
    const { ticketNumber } = must(lot.state.sessions.get(sessionId), 'the vehicle is inside');
    const scan = (laneId: string) =>
      lot.types(
        {
          type: 'ReportScan',
          laneId,
          claim: { ok: true, kind: 'ticket', number: ticketNumber },
          cardRef: null,
        },
        CAMERA,
      );
    lot.loop('out', 'arming', true);
    lot.loop('out2', 'arming', true);
    expect(scan('out')).toEqual(['GateVended']);
    expect(scan('out2')).toEqual(['ExitRefused']);
    expect(lot.read('out2', 'p1')).toEqual(['PlateRead', 'ExitRefused']);
    // The first one did not use its opening, so the vehicle may leave elsewhere.
    lot.loop('out', 'arming', false);
    expect(scan('out2')).toEqual(['GateVended']);
  });

  test('a gate that staff hold stays open when a vehicle backs out or takes too long', () => {
    const lot = new TestLot();
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'wide load' });
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    const backedOut = lot.events({ type: 'ReportLoop', laneId: 'in', loop: 'arming', on: false });
    expect(told(lot, backedOut)).not.toContain('close');
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.at += HOUR_MS;
    const expired = lot.events({ type: 'Tick' });
    expect(expired.map(({ type }) => type)).toContain('AuthorisationExpired');
    expect(told(lot, expired)).not.toContain('close');
  });

  test('after a restart a held gate is held, though a vehicle was about to pass', () => {
    const lot = new TestLot();
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'wide load' });
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    expect(effectsAfterRestart(lot.state, lot.at)).toContainEqual({ kind: 'hold', laneId: 'in' });
  });

  test('a restart after a night opens no gate for a vehicle of the evening', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    const kinds = effectsAfterRestart(lot.state, lot.at + 8 * HOUR_MS).map(({ kind }) => kind);
    expect(kinds).not.toContain('vend');
  });
});

describe('alarms', () => {
  test('a device that flaps holds one line, however often', () => {
    const lot = new TestLot(withCamera());
    for (let turn = 0; turn < 50; turn += 1) {
      for (const status of ['offline', 'online'] as const)
        lot.tell({ type: 'ReportDevice', deviceId: 'cam', status, detail: '' }, CAMERA);
    }
    expect(lot.state.alarms.size).toBe(1);
  });

  test('end with the lane or device that a new lot file takes away', () => {
    const lot = new TestLot({ ...twoExits(), devices: withCamera().devices });
    lot.tell({ type: 'ReportDevice', deviceId: 'cam', status: 'offline', detail: '' }, CAMERA);
    lot.tell({ type: 'ReportGate', laneId: 'out2', gate: 'fault' });
    lot.tell({ type: 'Tick' });
    expect(openAlarms(lot)).toHaveLength(2);
    lot.tell({ type: 'OpenLot', lot: smallLot() });
    expect(openAlarms(lot)).toEqual([]);
  });
});

test('a lane keeps its loops and its direction while a vehicle is in it', () => {
  const lot = new TestLot();
  const file = smallLot();
  const lanes = file.lanes.map((lane) => ({ ...lane, detection: 'none' as const }));
  lot.loop('in', 'arming', true);
  lot.read('in', 'p1');
  expect(lot.refusal({ type: 'OpenLot', lot: { ...file, lanes } })).toBe('lot-in-use');
  lot.pass('in');
  expect(lot.refusal({ type: 'OpenLot', lot: { ...file, lanes } })).toBe(null);
});
