import { expect, it } from 'vitest';
import { smallLot } from './small-lot.testing.ts';
import { isOfLot, suggestDevice } from './suggest-device.ts';

const lot = smallLot([{ id: 'a1' }]);

it.each<[string, string, object]>([
  [
    'zigbee2mqtt/bay-17',
    '{"occupancy":true,"battery":90}',
    {
      driver: 'slot-sensors-topics',
      occupied: 'occupancy',
      battery: 'battery',
      sensors: [{ topic: 'zigbee2mqtt/bay-17' }],
    },
  ],
  ['bays/4', 'ON', { driver: 'slot-sensors-topics', sensors: [{ topic: 'bays/4' }] }],
  ['bays/4', '{"cut":tr', { driver: 'slot-sensors-topics' }],
  [
    'frigate/tracked_object_update',
    '{"camera":"north"}',
    { driver: 'camera-frigate', camera: 'north' },
  ],
  [
    'application/ab-1/device/0004a30b001c0530/event/up',
    '{}',
    {
      driver: 'slot-sensors-chirpstack',
      applicationId: 'ab-1',
      sensors: [{ devEui: '0004a30b001c0530' }],
    },
  ],
  ['gatehouse/small/camera/cam-9/plate', '{}', { driver: 'camera-mqtt', id: 'cam-9' }],
  ['gatehouse/small/device/thing/status', 'online', { id: 'thing' }],
  ['gatehouse/other/camera/cam-9/plate', '{}', { driver: 'slot-sensors-topics' }],
])('%s with %s begins with what it says', (topic, sample, expected) => {
  expect(suggestDevice(topic, sample, lot)).toMatchObject(expected);
});

it('knows what is of the lot as it is', () => {
  expect(isOfLot('gatehouse/small/slot/a1/presence', lot)).toBe(true);
  expect(isOfLot('gatehouse/small/slot/a2/presence', lot)).toBe(false);
  expect(isOfLot('gatehouse/small/camera/cam/plate', lot)).toBe(false);
  expect(isOfLot('zigbee2mqtt/bay-17', lot)).toBe(false);
});
