import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { decodeCrossing, decodeOccupied } from './codec.ts';
import { type MockZoneCounter, startMockZoneCounter } from './mock.ts';

const head = { id: 'deck', label: 'Deck', driver: 'zone-counter-mqtt', zoneId: 'all' } as const;

let field: Awaited<ReturnType<typeof brokerAndLink>>;
let mock: MockZoneCounter;
let recorded: RecordedDriver | null = null;

beforeEach(async () => {
  field = await brokerAndLink();
  mock = await startMockZoneCounter({ url: field.broker.url, lotId: 'yard', deviceId: 'deck' });
});
afterEach(async () => {
  await recorded?.driver.stop();
  await mock.stop();
  await field.stop();
});

async function listen(counts: Extract<DeviceInput, { driver: 'zone-counter-mqtt' }>['counts']) {
  const lot = smallLot([{ ...head, counts }]);
  recorded = await recordDriver(lot, 'deck', field.link);
  const driver = recorded;
  await until('online', () => driver.status() === 'online');
  return driver;
}

describe('crossings', () => {
  it('are counted once each, with their way', async () => {
    const driver = await listen({ kind: 'crossings' });
    await mock.crossed('in', 'a');
    await mock.crossed('in', 'a');
    await mock.crossed('out', 'b');
    await mock.sendRaw('{"crossed":"in","vehicles":2}');
    await until('three', () => driver.of('crossing').length === 3);
    expect(driver.of('crossing').map(({ way, vehicles }) => `${way} ${vehicles}`)).toEqual([
      'in 1',
      'out 1',
      'in 2',
    ]);
    expect(driver.drops.map(({ reason }) => reason)).toEqual(['duplicate']);
  });
});

describe('counts', () => {
  it('that the broker kept are known at once', async () => {
    await mock.occupied(17);
    const driver = await listen({ kind: 'occupied' });
    await until('17', () => driver.of('occupied').at(-1)?.vehicles === 17);
  });

  it('that flicker are waited for: what stands is told, what passes is not', async () => {
    const driver = await listen({ kind: 'occupied', settleMs: 300 });
    await mock.occupied(5);
    await until('5', () => driver.of('occupied').length === 1);
    await mock.occupied(4);
    await mock.occupied(5);
    await mock.occupied(6);
    await until('6', () => driver.of('occupied').length === 2);
    expect(driver.of('occupied').map(({ vehicles }) => vehicles)).toEqual([5, 6]);
  });

  it('of Frigate are those of all its kinds of vehicles together', async () => {
    const frigate = { zone: 'deck_2', objects: ['car', 'motorcycle'] as const };
    const driver = await listen({
      kind: 'occupied',
      settleMs: 0,
      frigate: { ...frigate, objects: [...frigate.objects] },
    });
    await mock.frigate('frigate/deck_2/car', 9);
    await mock.frigate('frigate/deck_2/motorcycle', 2);
    await mock.frigate('frigate/deck_2/person', 30);
    await until('11', () => driver.of('occupied').at(-1)?.vehicles === 11);
    await mock.frigate('frigate/available', 0);
    await until('a counted drop', () => driver.drops.length > 0);
  });
});

it.each([
  ['{"crossed":"in"}', { id: null, way: 'in', vehicles: 1 }],
  ['{"id":7,"crossed":"out","vehicles":3,"at":"x"}', { id: '7', way: 'out', vehicles: 3 }],
  ['{"crossed":"sideways"}', null],
  ['3', null],
])('the crossing %s', (text, expected) => {
  expect(decodeCrossing(Buffer.from(text))).toEqual(expected);
});

it.each([
  ['12', 12],
  ['{"occupied":0,"at":"x"}', 0],
  ['-3', null],
  ['"12"', null],
  ['', null],
])('the count %j is %j', (text, expected) => {
  expect(decodeOccupied(Buffer.from(text))).toBe(expected);
});
