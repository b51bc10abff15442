import { connectAsync } from 'mqtt';
import { expect, test, vi } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { presenceTopic } from '../drivers/topics.ts';
import { LOT_ID, lotWith, MQTT_DEVICES } from '../test-support/test-lot.ts';
import { testStation } from '../test-support/test-station.ts';

test('two files of one new lot at the same moment: both are taken, one after the other', async () => {
  const station = await testStation({ lot: lotWith([]) });
  try {
    const open = (name: string) =>
      station.call('POST', '/lots', { file: { ...lotWith(MQTT_DEVICES), id: 'second', name } });
    const answers = await Promise.all([open('One'), open('Two')]);
    expect(answers.map(({ body }) => body)).toEqual([{ lotId: 'second' }, { lotId: 'second' }]);
    const second = must(station.station.services.host.lots.get('second'), 'the lot is open');
    expect(second.state.installed?.lot.name).toBe('Two');
  } finally {
    await station.stop();
  }
}, 30_000);

test('the simulator never takes over a real lot that has the id of the demo', async () => {
  const station = await testStation({ lot: { ...lotWith([]), id: 'riverside' } });
  try {
    const answer = await station.call('POST', '/lots/demo', {});
    expect(answer).toMatchObject({ status: 409, body: { code: 'lot-in-use' } });
    const lot = must(station.station.services.host.lots.get('riverside'), 'the lot is open');
    expect(lot.simulated).toBe(false);
  } finally {
    await station.stop();
  }
}, 30_000);

test('what a sensor said while the disk was full is heard when it takes events again', async () => {
  const station = await testStation({ lot: lotWith(MQTT_DEVICES) });
  const sensor = await connectAsync(station.station.mqttUrl);
  try {
    const unit = must(station.station.services.host.lots.get(LOT_ID), 'the lot is open');
    vi.spyOn(unit.journal, 'commit').mockRejectedValueOnce(new Error('disk full'));
    await vi.waitFor(() => expect(unit.halted).toContain('disk full'), 5_000);
    await sensor.publishAsync(presenceTopic(LOT_ID, 'a7'), '1', { qos: 1, retain: true });
    await vi.waitFor(() => expect(unit.halted).toBeNull(), 10_000);
    await vi.waitFor(() => expect(unit.state.slots.get('a7')?.presence).toBe('occupied'), 5_000);
  } finally {
    await sensor.endAsync();
    await station.stop();
  }
}, 30_000);
