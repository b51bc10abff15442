import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { TestLot } from './lot.testing.ts';

function sensors() {
  const devices = [
    { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' as const },
    { id: 'others', label: 'Others', driver: 'slot-sensors-mqtt' as const, slotIds: ['a4'] },
  ];
  const lot = new TestLot({ ...smallLot(), devices });
  const says = (percent: number, slotId = 'a1', deviceId = 'sensors') =>
    lot.types({ type: 'ReportBattery', deviceId, slotId, percent });
  return { lot, says };
}

test('a low battery is told once, and the alarm is over when it was changed', () => {
  const { lot, says } = sensors();
  expect(says(40)).toEqual([]);
  expect(says(15)).toEqual(['BatteryLow', 'AlarmRaised']);
  expect(says(14)).toEqual([]);
  expect([...lot.state.alarms.values()][0]).toMatchObject({
    code: 'battery-low',
    deviceId: 'sensors',
    detail: 'The battery of the sensor at slot A1 is low (15 %)',
  });
  // A warm day makes no battery good.
  expect(says(20)).toEqual([]);
  expect(says(15)).toEqual([]);
  expect(says(100)).toEqual(['BatteryGood', 'AlarmCleared']);
});

test('a controller has one alarm, until none of its sensors wants a battery', () => {
  const { says } = sensors();
  says(10);
  expect(says(9, 'a2')).toEqual(['BatteryLow']);
  expect(says(3, 'a4', 'others')).toEqual(['BatteryLow', 'AlarmRaised']);
  expect(says(90)).toEqual(['BatteryGood']);
  expect(says(90, 'a2')).toEqual(['BatteryGood', 'AlarmCleared']);
});

test('an alarm of batteries stands whether its controller is there or not', () => {
  const { lot, says } = sensors();
  says(10);
  for (const status of ['offline', 'online'] as const)
    lot.tell({ type: 'ReportDevice', deviceId: 'sensors', status, detail: '' });
  const open = [...lot.state.alarms.values()].filter(({ clearedAt }) => clearedAt === null);
  expect(open.map(({ code }) => code)).toEqual(['battery-low']);
});

test('nothing is taken of a device or slot that the lot does not have', () => {
  const { lot } = sensors();
  const base = { type: 'ReportBattery', percent: 5 } as const;
  expect(lot.refusal({ ...base, deviceId: 'x', slotId: 'a1' })).toBe('device-unknown');
  expect(lot.refusal({ ...base, deviceId: 'sensors', slotId: 'x' })).toBe('slot-unknown');
});
