import { describe, expect, it } from 'vitest';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { errorShare, severityOf, shownDevices } from './device-order.ts';

const row = (id: string, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id,
  label: `The ${id}`,
  driver: 'sign-mqtt',
  kind: 'sign',
  link: { kind: 'mqtt', place: `gatehouse/lot/…/${id}` },
  laneId: null,
  status: 'online',
  detail: '',
  since: 0,
  token: null,
  mqtt: null,
  tests: [],
  heardAt: null,
  inputs: 0,
  drops: {},
  recent: { minutes: 60, inputs: 0, drops: 0 },
  latencyMs: null,
  latencyBy: null,
  clockAheadMs: null,
  firmware: null,
  line: null,
  sensors: null,
  ...more,
});

const ALL = { text: '', kind: 'all', state: 'all' };
const ids = (rows: readonly DeviceRow[]) => rows.map(({ id }) => id);
const lane = (id: string) => (id === 'in' ? 'Entry by the river' : id);

describe('devices in their order', () => {
  const rows = [
    row('well'),
    row('noisy', { recent: { minutes: 60, inputs: 60, drops: 40 } }),
    row('gone', { status: 'offline', laneId: 'in' }),
    row('broken', { status: 'fault', kind: 'barrier', driver: 'barrier-modbus-rtu' }),
    row('weak', { sensors: { heard: 9, batteryLow: 1 }, kind: 'slot' }),
  ];

  it('puts the worst first, and keeps the order of the lot among equals', () => {
    expect(ids(shownDevices(rows, ALL, lane))).toEqual(['broken', 'gone', 'noisy', 'weak', 'well']);
  });

  it('counts a few unreadable messages as noise only when they are a share of many', () => {
    expect(severityOf(row('a', { recent: { minutes: 60, inputs: 1, drops: 1 } }))).toBe(3);
    expect(severityOf(row('a', { recent: { minutes: 60, inputs: 97, drops: 3 } }))).toBe(3);
    expect(errorShare(row('a'))).toBeNull();
  });

  it('takes a clock that is hours off for something to look at', () => {
    expect(severityOf(row('a', { clockAheadMs: -3 * 3_600_000 }))).toBe(2);
  });

  it.each([
    [{ ...ALL, state: 'trouble' }, ['broken', 'gone', 'noisy', 'weak']],
    [{ ...ALL, state: 'offline' }, ['gone']],
    [{ ...ALL, kind: 'slot' }, ['weak']],
    [{ ...ALL, text: 'RIVER' }, ['gone']],
    [{ ...ALL, text: 'modbus' }, ['broken']],
    [{ ...ALL, text: 'nothing like it' }, []],
  ])('filters by %j', (filter, expected) => {
    expect(ids(shownDevices(rows, filter, lane))).toEqual(expected);
  });
});
