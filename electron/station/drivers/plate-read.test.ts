import { describe, expect, it } from 'vitest';
import { decodeUpdate } from './camera-frigate/codec.ts';
import { decodeEvent } from './camera-frigate/tracked-vehicle.ts';
import { decodePlate } from './camera-mqtt/codec.ts';
import { readCameraInstant, readConfidence } from './plate-read.ts';

const native = (message: unknown) => decodePlate(Buffer.from(JSON.stringify(message))).read;

describe('the native plate message', () => {
  it('is read with everything it says', () => {
    const at = '2025-03-01T10:00:00.000Z';
    const vehicle = { vehicleClass: 'ev', wantsCharge: true };
    const message = {
      id: 'r1',
      plate: 'ab-12 cde',
      confidence: 0.93,
      direction: 'in',
      at,
      vehicle,
    };
    expect(native(message)).toEqual({
      kind: 'ok',
      value: { id: 'r1', plate: 'AB12CDE', confidence: 0.93, at: Date.parse(at), vehicle },
    });
  });

  it.each([
    [['ab12cd3', 'AB12CDE', 7, 'a'.repeat(40), 'ab-12 cd3'], { spellings: ['AB12CD3'] }],
    ['AB12CD3', {}],
    [Array.from({ length: 500 }, (_, n) => `AB${n}`), { spellings: ['AB0', 'AB1', 'AB2'] }],
  ])('may be spelt otherwise, as far as %j says so', (spellings, told) => {
    const read = native({ id: 'r1', plate: 'AB12CDE', confidence: 0.3, spellings });
    const value = { id: 'r1', plate: 'AB12CDE', confidence: 0.3, at: null, vehicle: {} };
    expect(read).toEqual({ kind: 'ok', value: { ...value, ...told } });
  });

  it('keeps the read when the vehicle is of a class that nobody knows', () => {
    const read = native({
      id: 1,
      plate: 'AB12',
      confidence: 90,
      vehicle: { vehicleClass: 'tank' },
    });
    expect(read).toEqual({
      kind: 'ok',
      value: { id: '1', plate: 'AB12', confidence: 0.9, at: null, vehicle: {} },
    });
  });

  it.each([
    ['an endless id', 'x'.repeat(129)],
    ['an id with a line end', 'x\ny'],
  ])('with %s is told apart by its digest', (_what, id) => {
    const read = (one: string) => native({ id: one, plate: 'AB12', confidence: 1 });
    const expected = { value: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } };
    expect(read(id)).toMatchObject(expected);
    expect(read(id)).toEqual(read(id));
    expect(read(`${id}2`)).not.toEqual(read(id));
  });

  it.each([
    ['a plate of 4 kB', 'A1'.repeat(2_048)],
    ['control characters', 'AB\u0000\u001b[31m12'],
  ])('drops %s and does not repeat it', (_what, plate) => {
    const decoded = native({ id: 'r1', plate, confidence: 1 });
    expect(decoded).toMatchObject({ kind: 'drop', reason: 'bad-plate' });
    if (decoded.kind === 'drop' && plate) expect(decoded.detail).not.toContain(plate.slice(0, 4));
  });

  it.each([
    ['none', null],
    ['another script', 'АВ1234'],
    ['nothing', ''],
    ['a sign', '?'],
  ])('takes %s for a vehicle whose plate was not read', (_what, plate) => {
    const vehicle = { vehicleClass: 'motorcycle' } as const;
    expect(native({ id: 'r1', plate, vehicle })).toEqual({
      kind: 'unread',
      value: { id: 'r1', at: null, vehicle },
    });
  });

  it('has its picture, and nothing that is none', () => {
    const jpeg = Buffer.from('ffd8ffe0', 'hex');
    const message = { plate: null, picture: jpeg.toString('base64') };
    expect(decodePlate(Buffer.from(JSON.stringify(message))).picture).toEqual(jpeg);
    const html = Buffer.from(JSON.stringify({ plate: null, picture: btoa('<svg/>') }));
    expect(decodePlate(html).picture).toBeNull();
  });

  it.each([
    ['no JSON', 'plate=AB12'],
    ['a list', '[]'],
    ['no plate', '{"id":"r1","confidence":1}'],
    ['a plate that is a number', '{"id":"r1","plate":1234,"confidence":1}'],
    ['a confidence over 100', '{"id":"r1","plate":"AB12","confidence":101}'],
    ['a confidence that is text', '{"id":"r1","plate":"AB12","confidence":"high"}'],
  ])('drops %s as malformed', (_what, text) => {
    expect(decodePlate(Buffer.from(text)).read).toMatchObject({
      kind: 'drop',
      reason: 'malformed',
    });
  });
});

describe("Frigate's update", () => {
  // As captured: shared data, anpr/frigate-tracked-object-update.json.
  const sample =
    '{"type":"lpr","id":"1607123955.475377-mxklsc","name":"John\'s Car","plate":"123ABC",' +
    '"score":0.95,"camera":"driveway_cam","timestamp":1607123958.748393}';

  it('is read for its camera', () => {
    expect(decodeUpdate(Buffer.from(sample), 'driveway_cam')).toEqual({
      kind: 'ok',
      value: {
        id: '1607123955.475377-mxklsc@1607123958.748393',
        plate: '123ABC',
        confidence: 0.95,
        at: 1_607_123_958_748,
        vehicle: {},
      },
    });
  });

  it('may have no name', () => {
    const unnamed = sample.replace('"John\'s Car"', 'null');
    expect(decodeUpdate(Buffer.from(unnamed), 'driveway_cam').kind).toBe('ok');
  });

  it.each([
    ['another camera', sample.replace('driveway_cam', 'street')],
    ['a description', '{"type":"description","id":"1","description":"a car"}'],
    ['a face', '{"type":"face","id":"1","name":"John","score":0.9,"camera":"driveway_cam"}'],
  ])('is ignored for %s', (_what, text) => {
    expect(decodeUpdate(Buffer.from(text), 'driveway_cam')).toEqual({ kind: 'ignored' });
  });
});

describe("Frigate's events", () => {
  const event = (after: object, type = 'new') =>
    decodeEvent(
      Buffer.from(JSON.stringify({ type, before: {}, after: { id: '1.5-a', ...after } })),
      'gate',
    );
  const car = { camera: 'gate', label: 'car', start_time: 1_607_123_955.475 };

  it('tell of a vehicle, whether it was read, and when it is gone', () => {
    expect(event(car)).toEqual({
      kind: 'ok',
      value: {
        id: '1.5-a',
        label: 'car',
        vehicleClass: null,
        at: 1_607_123_955_475,
        isNew: true,
        isGone: false,
        isRead: false,
      },
    });
    const read = event({ ...car, recognized_license_plate: ['AB12', 0.9] }, 'update');
    expect(read).toMatchObject({ value: { isNew: false, isRead: true } });
    expect(event(car, 'end')).toMatchObject({ value: { isGone: true } });
    expect(event({ ...car, label: 'motorcycle' })).toMatchObject({
      value: { vehicleClass: 'motorcycle' },
    });
  });

  it.each([
    ['another camera', { ...car, camera: 'street' }],
    ['a person', { ...car, label: 'person' }],
    ['what turns out to be nothing', { ...car, false_positive: true }],
  ])('are ignored for %s', (_what, after) => {
    expect(event(after)).toEqual({ kind: 'ignored' });
  });
});

describe('what cameras say', () => {
  it.each([
    [0.5, 0.5],
    [1, 1],
    [87.5, 0.875],
    [100, 1],
    [undefined, 0],
    [-0.1, null],
    [Number.NaN, null],
    ['0.9', null],
  ])('confidence %j is %j', (raw, confidence) => {
    expect(readConfidence(raw)).toBe(confidence);
  });

  it.each([
    ['2025-03-01T10:00:00Z', Date.UTC(2025, 2, 1, 10)],
    ['2025-03-01T10:00:00+02:00', Date.UTC(2025, 2, 1, 8)],
    [1_740_823_200, 1_740_823_200_000],
    [1_740_823_200_123, 1_740_823_200_123],
    ['1740823200.5', 1_740_823_200_500],
    ['yesterday', null],
    ['1970-01-01T00:00:00Z', null],
    [8.64e15, null],
    [null, null],
    ['2'.repeat(400), null],
  ])('instant %j is %j', (raw, at) => {
    expect(readCameraInstant(raw)).toBe(at);
  });
});
