import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { cashFor, closing, TestLot, withoutLoops } from './lot.testing.ts';

describe('devices, alarms, shifts, the lot itself', () => {
  test('a dead device is an alarm that clears by itself and stays until acknowledged', () => {
    const lot = new TestLot(withoutLoops());
    lot.events({ type: 'ReportDevice', deviceId: 'gate-in', status: 'online', detail: '' });
    expect(
      lot.types({
        type: 'ReportDevice',
        deviceId: 'gate-in',
        status: 'offline',
        detail: 'no reply',
      }),
    ).toEqual(['DeviceStatusChanged', 'AlarmRaised']);
    expect(
      lot.types({
        type: 'ReportDevice',
        deviceId: 'gate-in',
        status: 'offline',
        detail: 'no reply',
      }),
    ).toEqual([]);
    expect(
      lot.types({ type: 'ReportDevice', deviceId: 'gate-in', status: 'online', detail: '' }),
    ).toEqual(['DeviceStatusChanged', 'AlarmCleared']);
    const alarmId = [...lot.state.alarms.keys()][0] ?? '';
    expect(lot.events({ type: 'AcknowledgeAlarm', alarmId })).toMatchObject([
      { type: 'AlarmAcknowledged', code: 'device-offline', deviceId: 'gate-in' },
    ]);
    expect(lot.state.alarms.size).toBe(0);
  });

  test('a shift counts what it takes', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.events({ type: 'OpenShift', floatMinor: 1_000 });
    expect(lot.refusal({ type: 'OpenShift', floatMinor: 1 })).toBe('shift-open');
    lot.at += HOUR_MS;
    lot.events(cashFor(sessionId, 200));
    expect(lot.events(closing(1_190, 'a coin is missing'))).toMatchObject([
      { expectedMinor: 1_200, countedMinor: 1_190 },
    ]);
    expect(lot.refusal(closing(0))).toBe('shift-not-open');
  });

  test('a changed lot keeps what stays and refuses to lose what is in use', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    const used = lot.state.sessions.get(sessionId)?.slotId;
    expect(lot.types({ type: 'OpenLot', lot: smallLot() })).toEqual([]);
    expect(lot.refusal({ type: 'OpenLot', lot: smallLot([{ id: 'z9' }]) })).toBe('lot-in-use');
    expect(
      lot.types({ type: 'OpenLot', lot: smallLot([{ id: used ?? '' }, { id: 'z9' }]) }),
    ).toEqual(['LotChanged']);
    expect([...lot.state.slots.keys()].sort()).toEqual([used, 'z9'].sort());
    expect(lot.state.installed?.pool.vacantCount).toBe(1);
  });

  test('a device on which something hangs cannot be taken away, nor moved to another lane', () => {
    const sign = { id: 'sign', label: 'The sign', driver: 'sign-mqtt', laneId: 'in' } as const;
    const other = { ...sign, id: 'other', laneId: 'out' } as const;
    const withDevices = (...devices: LotFile['devices']) => ({ ...smallLot(), devices });
    const lot = new TestLot(withDevices(sign, other));
    lot.loop('in', 'arming', true);
    const open = (...devices: LotFile['devices']) =>
      lot.tell({ type: 'OpenLot', lot: withDevices(...devices) });
    expect(open(other)).toMatchObject({
      ok: false,
      refusal: { code: 'lot-in-use', message: expect.stringContaining('The sign serves lane in') },
    });
    expect(open({ ...sign, laneId: 'out' }, other)).toMatchObject({ ok: false });
    expect(open({ ...sign, label: 'Big sign' }, other)).toMatchObject({ ok: true });
    expect(open({ ...sign, label: 'Big sign' })).toMatchObject({ ok: true });
    lot.loop('in', 'arming', false);
    expect(open()).toMatchObject({ ok: true, events: [{ type: 'LotChanged' }] });
  });

  test('cash that another takes does not go through the till of whose shift it is', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.events({ type: 'OpenShift', floatMinor: 0 });
    lot.at += HOUR_MS;
    const pay = cashFor(sessionId, 200);
    const other = { kind: 'user', name: 'ravi', role: 'attendant' } as const;
    const [paid] = lot.events({ ...pay, tenderedMinor: 200 }, other);
    expect(paid).toMatchObject({ type: 'PaymentCaptured', shiftId: null });
    expect([...lot.state.shifts.open.values()][0]?.totals.size).toBe(0);
    expect(lot.state.tally.takingsTodayMinor).toBe(200);
  });
});
