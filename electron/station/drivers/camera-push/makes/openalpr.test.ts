import { expect, it } from 'vitest';
import { delivery, JPEG, sample } from '../test-support/samples.ts';
import { openAlpr } from './openalpr.ts';

const group = JSON.parse(sample('openalpr-group.json').toString());
const decode = (value: unknown) =>
  openAlpr.decode(delivery(['', 'application/json', JSON.stringify(value)]));

it('reads the kept group', () => {
  expect(decode(group)).toMatchObject([
    {
      kind: 'read',
      camera: '1414799424',
      retransmitted: false,
      read: {
        kind: 'ok',
        value: {
          id: 'dimitar-video-cam1414799424-1448326208789',
          plate: 'A13709',
          confidence: 0.92075203,
          spellings: ['A137O9'],
          at: 1_448_326_210_046,
        },
      },
    },
  ]);
});

it('hears the kept heartbeat, and frames that a group will sum up', () => {
  const heartbeat = JSON.parse(sample('openalpr-heartbeat.json').toString());
  expect(decode(heartbeat)).toEqual([{ kind: 'alive', camera: null }]);
  expect(decode({ ...group, data_type: 'alpr_results' })).toMatchObject([{ kind: 'alive' }]);
});

it('takes the pictures out of the document', () => {
  const withPictures = {
    ...group,
    vehicle_crop_jpeg: JPEG.toString('base64'),
    best_plate: { ...group.best_plate, plate_crop_jpeg: JPEG.toString('base64') },
  };
  const [event] = decode(withPictures);
  expect(event).toMatchObject({
    pictures: [
      { kind: 'scene', bytes: JPEG },
      { kind: 'plate', bytes: JPEG },
    ],
    document: JSON.stringify(group),
  });
});

it('goes by the best plate where the summary is missing', () => {
  const { best_plate_number: _, best_confidence: __, best_uuid: ___, ...bare } = group;
  expect(decode(bare)).toMatchObject([
    { read: { value: { plate: 'A13709', confidence: 0.92075203, id: group.uuids[0] } } },
  ]);
});

it('reads two groups in one request', () => {
  const second = { ...group, best_plate_number: 'AB12CDE' };
  expect(decode([group, second])).toMatchObject([
    { read: { value: { plate: 'A13709' } } },
    { read: { value: { plate: 'AB12CDE' } } },
  ]);
});

it('drops what says nothing of its kind', () => {
  expect(decode({ best_plate_number: 'AB12CDE' })).toMatchObject([
    { kind: 'drop', reason: 'malformed' },
  ]);
});

it.each([
  ['a group without a plate', { ...group, best_plate: undefined, best_plate_number: undefined }],
  ['a group with an empty one', { ...group, best_plate_number: '' }],
  ['a vehicle', { ...group, data_type: 'vehicle', best_plate_number: null, best_plate: null }],
])('keeps the picture of %s', (_name, value) => {
  const vehicle = { body_type: [{ name: 'motorcycle', confidence: 90 }] };
  const picture = { vehicle_crop_jpeg: JPEG.toString('base64') };
  expect(decode({ ...value, vehicle, ...picture })).toMatchObject([
    {
      kind: 'read',
      read: { kind: 'unread', value: { vehicle: { vehicleClass: 'motorcycle' } } },
      pictures: [{ kind: 'scene', bytes: JPEG }],
    },
  ]);
});
