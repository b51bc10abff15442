import { expect, test } from 'vitest';
import { commandOf } from './field.ts';
import type { LotUnit } from './lot-unit.ts';

const refOf = (text: string) => `ref${text.length}`;
const state = { installed: null, byPlate: new Map() };
const unit = { refOf, state, journal: { refOf } } as unknown as LotUnit;

test('a read whose id is made from the plate does not carry the plate into an event', () => {
  const read = {
    kind: 'plate',
    laneId: 'in',
    plate: 'MH12AB1234',
    confidence: 0.9,
    vehicle: {},
    cameraAt: null,
  };
  const command = (readId: string) => commandOf(unit, 'cam', { ...read, kind: 'plate', readId }, 0);
  expect(JSON.stringify(command('20261122-mh12-AB-1234.jpg'))).not.toMatch(/1234/);
  expect(command('1607123956.475377-mxklsc')).toMatchObject({ readId: '1607123956.475377-mxklsc' });
});
