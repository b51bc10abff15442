import { expect, it } from 'vitest';
import { delivery, JPEG, sample } from '../test-support/samples.ts';
import { plateRecognizer } from './plate-recognizer.ts';

const text = sample('plate-recognizer-stream.json').toString();
const decode = (json: unknown) =>
  plateRecognizer.decode(
    delivery(['json', '', typeof json === 'string' ? json : JSON.stringify(json)]),
  );

it('reads the kept sample, its picture first', () => {
  const events = plateRecognizer.decode(
    delivery(['upload', 'image/jpeg', JPEG], ['json', '', text]),
  );
  expect(events).toEqual([
    {
      kind: 'read',
      camera: 'camera-1',
      read: {
        kind: 'ok',
        value: {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          plate: 'PL8REC',
          confidence: 0.902,
          spellings: ['PLBREC'],
          at: Date.parse('2026-03-02T08:15:12.004Z'),
          vehicle: {},
        },
      },
      retransmitted: false,
      pictures: [{ kind: 'scene', bytes: JPEG }],
      document: JSON.stringify(JSON.parse(text)),
    },
  ]);
});

it('takes a score that is written as text', () => {
  const [event] = decode(text.replace(/"score":\s*([\d.]+)/g, '"score":"$1"'));
  expect(event).toMatchObject({ read: { value: { confidence: 0.902 } } });
});

it('tells the other spellings of either engine, without those that are no plates', () => {
  const newer = { value: 'ab12', score: 0.5 };
  const props = { plate: [newer, { value: 'a812' }, { value: 7 }, {}, { value: 'A8 12' }] };
  expect(decode({ results: [{ plate: { props } }] })).toMatchObject([
    { read: { value: { plate: 'AB12', spellings: ['A812'] } } },
  ]);
  const candidates = ['a812', 'a8i2', 'abi2', 'ab1z'].map((plate) => ({ plate }));
  expect(decode({ results: [{ plate: 'ab12', candidates }] })).toMatchObject([
    { read: { value: { spellings: ['A812', 'A8I2', 'ABI2'] } } },
  ]);
  expect(decode({ results: [{ plate: 'ab12', candidates: 'none' }] })).toMatchObject([
    { read: { kind: 'ok' } },
  ]);
});

it('gives what is sent again the same id, and another event another one', () => {
  const idOf = (json: unknown) => {
    const [event] = decode(json);
    return event?.kind === 'read' && event.read.kind === 'ok' ? event.read.value.id : undefined;
  };
  const later = JSON.parse(text);
  later.data.timestamp = '2026-03-02T08:15:13.004Z';
  expect(idOf(text)).toBe(idOf(text));
  expect(idOf(later)).not.toBe(idOf(text));
});

it.each([
  ['other case', { Data: { Camera_ID: 'c', Results: [{ Plate: 'ab12', Score: 0.5 }] } }, 'AB12'],
  ['no wrapper', { results: [{ plate: 'ab12', score: 0.5 }] }, 'AB12'],
  ['a list of events', [{ data: { results: [{ plate: 'ab12' }] } }], 'AB12'],
  [
    'the newer engine',
    { data: { results: [{ plate: { props: { plate: [{ value: 'ab12', score: 0.5 }] } } }] } },
    'AB12',
  ],
])('reads %s', (_name, json, plate) => {
  expect(decode(json)).toMatchObject([{ kind: 'read', read: { kind: 'ok', value: { plate } } }]);
});

it('knows a motorcycle and a bus', () => {
  const vehicle = (type: string) => decode({ results: [{ plate: 'ab12', vehicle: { type } }] });
  expect(vehicle('Motorcycle')).toMatchObject([
    { read: { value: { vehicle: { vehicleClass: 'motorcycle' } } } },
  ]);
  expect(vehicle('Bus')).toMatchObject([{ read: { value: { vehicle: { vehicleClass: 'bus' } } } }]);
});

it.each([
  ['a vehicle without a plate', { results: [{ plate: null }] }, 'read'],
  ['no vehicle', { data: { camera_id: 'c', results: [] } }, 'alive'],
  ['another event', { hook: { event: 'camera_down' }, data: {} }, 'alive'],
  ['no results', { data: {} }, 'drop'],
])('takes %s for what it is', (_name, json, kind) => {
  const [event] = decode(json);
  expect(event?.kind).toBe(kind);
  if (event?.kind === 'read') expect(event.read.kind).toBe('unread');
});

it('keeps the picture of what it found no plate in, and of nothing where one was read', () => {
  const post = (results: readonly object[]) =>
    plateRecognizer.decode(
      delivery(
        ['json', '', JSON.stringify({ data: { camera_id: 'c', results } })],
        ['upload', 'image/jpeg', JPEG],
      ),
    );
  const unread = { kind: 'read', read: { kind: 'unread' }, pictures: [{ bytes: JPEG }] };
  expect(post([])).toMatchObject([unread]);
  expect(post([{ plate: null, vehicle: { type: 'Motorcycle' } }])).toMatchObject([
    { ...unread, read: { kind: 'unread', value: { vehicle: { vehicleClass: 'motorcycle' } } } },
  ]);
  expect(post([{ plate: { props: { plate: [] } } }])).toMatchObject([unread]);
  // The one behind it is no question.
  expect(post([{ plate: 'ab12', score: 0.9 }, { plate: null }])).toMatchObject([
    { read: { kind: 'ok', value: { plate: 'AB12' } } },
  ]);
});
