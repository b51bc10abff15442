import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chirpstackSensorsSchema } from '#domain/facility/device/slot-sensors.ts';
import { sensorReader } from './codec.ts';
import { readStatus, readUplink } from './uplink.ts';

const event = (more: object) => ({
  deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
  time: '2026-03-02T08:15:12.004Z',
  deviceInfo: { tenantId: 't', applicationId: 'a', devEui: '0004A30B001C0530', tags: {} },
  devAddr: '00189440',
  fCnt: 7,
  rxInfo: [
    { gatewayId: 'g', rssi: -101, snr: 3.2 },
    { gatewayId: 'h', rssi: -87 },
  ],
  ...more,
});
const uplinkOf = (fPort: number, bytes: readonly number[], more: object = {}) => {
  const uplink = readUplink(event({ fPort, data: Buffer.from(bytes).toString('base64'), ...more }));
  if (uplink === null) throw new Error('not an uplink');
  return uplink;
};

describe('an uplink of ChirpStack v4', () => {
  it('says whose it is, on which port, and how strong', () => {
    expect(uplinkOf(1, [1])).toMatchObject({
      devEui: '0004a30b001c0530',
      fPort: 1,
      signalDbm: -87,
      id: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
    });
  });

  it.each([null, 7, 'x', [], {}, { deviceInfo: {} }, { deviceInfo: { devEui: 7 } }])(
    'is not %j',
    (json) => {
      expect(readUplink(json)).toBeNull();
      expect(readStatus(json)).toBeNull();
    },
  );

  it('without an id of its own is told by its time and number', () => {
    const { deduplicationId: _, ...bare } = event({ fPort: 1, data: 'AQ==' });
    const first = readUplink(bare)?.id;
    expect(first).toBe('0004a30b001c0530 2026-03-02T08:15:12.004Z 7');
    expect(readUplink({ ...bare, deduplicationId: '' })?.id).toBe(first);
    expect(readUplink({ ...bare, fCnt: 8 })?.id).not.toBe(first);
    expect(readUplink({ ...bare, deduplicationId: 7 })?.id).toBe(first);
  });

  it('may lack nearly everything', () => {
    const bare = { deviceInfo: { devEui: 'ab' }, fPort: 'x', data: 7, rxInfo: {} };
    expect(readUplink(bare)).toMatchObject({
      devEui: 'ab',
      fPort: null,
      signalDbm: null,
      id: null,
    });
  });
});

describe('a status of ChirpStack v4', () => {
  const deviceInfo = { devEui: 'AB' };
  it.each([
    [{ batteryLevel: 81.5 }, 81.5],
    [{ batteryLevel: 254 }, null],
    [{ batteryLevel: 0 }, 0],
    [{ batteryLevel: '' }, null],
    [{ batteryLevel: 0, batteryLevelUnavailable: true }, null],
    [{ batteryLevel: 0, externalPowerSource: true }, null],
    [{}, null],
  ])('%j', (more, batteryPercent) => {
    expect(readStatus({ deviceInfo, ...more })).toEqual({ devEui: 'ab', batteryPercent });
  });
});

describe('the Bosch TPS110', () => {
  const read = sensorReader({ kind: 'bosch-tps110' });
  it.each([
    ['parking status', 1, [1], { occupied: true }],
    ['parking status', 1, [0], { occupied: false }],
    ['other bits', 1, [0xfe], { occupied: false }],
    ['heartbeat', 2, [1], { occupied: true }],
    ['heartbeat with its temperature', 2, [1, 255], { occupied: true, temperatureCelsius: -1 }],
    [
      'start-up',
      3,
      [0x24, 3, 0, 0, 0x75, 3, 0, 0, 0, 0, 0, 0, 0, 29, 2, 3, 1],
      { occupied: true, firmware: '0.29.2' },
    ],
    ['device information', 4, [1, 2], { occupied: null }],
    ['device usage', 5, [1], { occupied: null }],
    ['debug', 6, [], { occupied: null }],
  ])('%s on port %i', (_name, fPort, bytes, expected) => {
    expect(read(uplinkOf(fPort, bytes))).toEqual({ kind: 'ok', ...expected });
  });

  it.each([
    [1, []],
    [2, []],
    [3, [1, 2, 3]],
    [0, [1]],
    [200, [1]],
  ])('port %i with %j is malformed', (fPort, bytes) => {
    expect(read(uplinkOf(fPort, bytes)).kind).toBe('malformed');
  });

  it('never trips over bytes', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.uint8Array({ maxLength: 40 }), (fPort, bytes) => {
        expect(['ok', 'malformed']).toContain(read(uplinkOf(fPort, [...bytes])).kind);
      }),
    );
  });
});

describe('a sensor that is mapped by paths', () => {
  const device = chirpstackSensorsSchema.parse({
    id: 'lora',
    label: 'Lora',
    driver: 'slot-sensors-chirpstack',
    applicationId: 'a',
    codec: {
      kind: 'json-path',
      occupied: 'object.parking[0].state',
      battery: 'object.battery',
      temperature: 'object.temp',
    },
    sensors: [{ devEui: '0004A30B001C0530', slotId: 's-1' }],
  });
  const read = sensorReader(device.codec);
  const word = (object: unknown) => read(uplinkOf(1, [], { object }));

  it.each([
    [{ parking: [{ state: 'Occupied' }] }, { occupied: true }],
    [{ parking: [{ state: 0 }] }, { occupied: false }],
    [
      { parking: [{ state: false }], battery: 88, temp: '-3.5' },
      { occupied: false, batteryPercent: 88, temperatureCelsius: -3.5 },
    ],
    [{ battery: 12 }, { occupied: null, batteryPercent: 12 }],
    [
      { battery: 0, temp: 0 },
      { occupied: null, batteryPercent: 0, temperatureCelsius: 0 },
    ],
    [{ battery: '0' }, { occupied: null, batteryPercent: 0 }],
    [{ battery: '', temp: ' ' }, { occupied: null }],
    [{ battery: null, temp: null }, { occupied: null }],
    [{ battery: 500, temp: 900 }, { occupied: null }],
    [undefined, { occupied: null }],
  ])('%j', (object, expected) => {
    expect(word(object)).toEqual({ kind: 'ok', ...expected });
  });

  it('does not guess', () => {
    expect(word({ parking: [{ state: 'perhaps' }] }).kind).toBe('malformed');
    expect(word({ parking: [{ state: {} }] }).kind).toBe('malformed');
  });
});
