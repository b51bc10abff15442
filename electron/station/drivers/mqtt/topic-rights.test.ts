import { describe, expect, it } from 'vitest';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { topicRights } from './topic-rights.ts';

const rightsOf = (input: DeviceInput) => {
  const lot = smallLot([input]);
  const [device] = lot.devices;
  if (device === undefined) throw new Error('no device');
  return topicRights(device, lot);
};
const sign = rightsOf({ id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' });

describe('the topics of a device', () => {
  it.each([
    ['gatehouse/yard/device/sign/status', true],
    ['gatehouse/yard/sign/sign/show', true],
    ['gatehouse/yard/device/other/status', false],
    ['gatehouse/yard/device/sign', true],
    ['gatehouse/yard/device', false],
    ['gatehouse/other/device/sign/status', false],
    ['gatehouse/yard/slot/s-1/presence', false],
    ['zigbee2mqtt/bay-17', false],
  ])('%s is a sign’s to write: %s', (topic, may) => {
    expect(sign.mayPublish(topic)).toBe(may);
  });

  it.each([
    ['gatehouse/yard/sign/sign/show', true],
    ['gatehouse/yard/+/sign/#', true],
    ['gatehouse/yard/#', false],
    ['#', false],
    ['+/+/+/sign/show', false],
    ['gatehouse/yard/+/+/show', false],
  ])('%s is a sign’s to hear: %s', (filter, may) => {
    expect(sign.maySubscribe(filter)).toBe(may);
  });

  it('of a controller of slots are those of its slots', () => {
    const all = rightsOf({ id: 'c', label: 'C', driver: 'slot-sensors-mqtt' });
    const some = rightsOf({ id: 'c', label: 'C', driver: 'slot-sensors-mqtt', slotIds: ['s-1'] });
    expect([all, some].map((one) => one.mayPublish('gatehouse/yard/slot/s-2/presence'))).toEqual([
      true,
      false,
    ]);
    expect(some.mayPublish('gatehouse/yard/slot/s-1/presence')).toBe(true);
  });

  it('of another maker are those that its configuration names, with all below', () => {
    const camera = rightsOf({
      id: 'cam',
      label: 'Cam',
      driver: 'camera-frigate',
      laneId: 'in',
      camera: 'north',
    });
    expect(camera.mayPublish('frigate/tracked_object_update')).toBe(true);
    expect(camera.mayPublish('frigate/available')).toBe(true);
    expect(camera.mayPublish('other/frigate')).toBe(false);
    const lora = rightsOf({
      id: 'lora',
      label: 'LoRa',
      driver: 'slot-sensors-chirpstack',
      applicationId: 'app-1',
      codec: { kind: 'bosch-tps110' },
      sensors: [{ devEui: '0004a30b001c0530', slotId: 's-1' }],
    });
    expect(lora.mayPublish('application/app-1/device/0004a30b001c0530/event/up')).toBe(true);
    expect(lora.mayPublish('application/app-2/device/0004a30b001c0530/event/up')).toBe(false);
  });
});
