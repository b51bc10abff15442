import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockChirpstack, startMockChirpstack } from './mock.ts';

const applicationId = 'parking';
const [first, second] = ['0004a30b001c0530', '0004a30b001c0531'];
const device: DeviceInput = {
  id: 'lora',
  label: 'Sensors',
  driver: 'slot-sensors-chirpstack',
  applicationId,
  codec: { kind: 'bosch-tps110' },
  sensors: [
    { devEui: first, slotId: 's-1' },
    { devEui: second, slotId: 's-2' },
  ],
  silentAfterMs: 400,
};

describe('TPS110 sensors behind ChirpStack', () => {
  let field: Awaited<ReturnType<typeof brokerAndLink>>;
  let mock: MockChirpstack;
  let recorded: RecordedDriver;
  beforeEach(async () => {
    field = await brokerAndLink();
    mock = await startMockChirpstack({ url: field.broker.url, applicationId });
    recorded = await recordDriver(smallLot([device]), 'lora', field.link);
    // What is published before the broker knows the subscription is gone.
    while (recorded.status() !== 'online') await mock.battery(second, 80);
    await until('the last of them', () => recorded.of('sensor').length > 0);
    recorded.inputs.length = 0;
  });
  afterEach(async () => {
    await recorded.driver.stop();
    await mock.stop();
    await field.stop();
  });

  const told = (slotId: string) =>
    recorded.of('presence').flatMap((one) => (one.slotId === slotId ? [one.presence] : []));

  it('give presence, temperature, firmware, signal and battery', async () => {
    const startUp = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 29, 2, 3, 1];
    await mock.uplink({ devEui: first, fPort: 3, bytes: startUp });
    await mock.uplink({ devEui: first, fPort: 2, bytes: [1, 251], rssi: -90 });
    await mock.battery(first.toUpperCase(), 14);
    await until('the battery', () =>
      recorded.of('sensor').some(({ batteryPercent }) => batteryPercent === 14),
    );
    expect(told('s-1')).toContain('occupied');
    expect(recorded.of('sensor').filter(({ slotId }) => slotId === 's-1')).toEqual([
      { kind: 'sensor', slotId: 's-1', firmware: '0.29.2', signalDbm: -87 },
      { kind: 'sensor', slotId: 's-1', temperatureCelsius: -5, signalDbm: -90 },
      { kind: 'sensor', slotId: 's-1', batteryPercent: 14 },
    ]);
  });

  it('are unknown one by one when they are silent, and never free by it', async () => {
    await mock.uplink({ devEui: first, fPort: 1, bytes: [1] });
    await until(
      'silence',
      () => told('s-1').includes('unknown') && told('s-2').includes('unknown'),
    );
    expect([...told('s-1'), ...told('s-2')]).not.toContain('vacant');
    expect(recorded.of('status')).toEqual([]);
  });

  it('count an uplink once that came twice', async () => {
    const event = JSON.stringify({
      deduplicationId: 'one',
      deviceInfo: { devEui: first },
      fPort: 1,
      data: 'AQ==',
    });
    await mock.sendRaw(first, event);
    await mock.sendRaw(first, event);
    await until('the drop', () => recorded.drops.length > 0);
    expect(recorded.drops[0]).toMatchObject({ reason: 'duplicate' });
  });
});
