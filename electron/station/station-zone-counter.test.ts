import { expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { startMockZoneCounter } from './drivers/zone-counter-mqtt/mock.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith } from './test-support/test-lot.ts';
import { testStation } from './test-support/test-station.ts';

/** The whole station with its own broker: a camera at a ramp, and staff who set its count right. */
it('a zone without slot sensors is counted, held where it can be, and corrected by hand', async () => {
  const lot = lotWith([
    {
      id: 'ramp-camera',
      label: 'Ramp camera',
      driver: 'zone-counter-mqtt',
      zoneId: smallLot().zones[0]?.id ?? '',
      counts: { kind: 'crossings' },
    },
  ]);
  const station = await testStation({ lot });
  const camera = await startMockZoneCounter({
    url: station.station.mqttUrl,
    lotId: LOT_ID,
    deviceId: 'ramp-camera',
  });
  try {
    const zone = async () => (await station.call('GET', `/lots/${LOT_ID}/zones`)).body[0];
    const free = async () => (await station.call('GET', `/lots/${LOT_ID}/availability`)).body.free;
    await eventually('the camera is there', async () => (await zone()).cameraLost === false);
    expect(await free()).toBe(40);
    for (const id of ['a', 'b', 'c', 'c']) await camera.crossed('in', id);
    await eventually('three are in', async () => (await zone()).vehicles === 3);
    expect(await free()).toBe(37);

    for (const id of ['d', 'e', 'f', 'g']) await camera.crossed('out', id);
    await eventually('it is flagged', async () => (await zone()).flag === 'below-none');
    expect(await zone()).toMatchObject({ vehicles: 0, free: 40 });
    const drifted = () =>
      [...station.state.alarms.values()].filter(
        ({ code, clearedAt }) => code === 'zone-drift' && clearedAt === null,
      );
    expect(drifted()).toHaveLength(1);

    const path = `/lots/${LOT_ID}/zones/main/correct`;
    const refused = await station.call('POST', path, { vehicles: 41, reason: 'counted' });
    expect(refused.body.code).toBe('zone-count-impossible');
    await station.call('POST', path, { vehicles: 12, reason: 'walked and counted' });
    expect(await zone()).toMatchObject({ vehicles: 12, flag: null, correctedBy: 'anna' });
    expect(await free()).toBe(28);
    expect(drifted()).toEqual([]);

    await camera.die();
    await eventually('it says so', async () => (await zone()).cameraLost);
  } finally {
    await camera.stop();
    await station.stop();
  }
});
