import { expect, it } from 'vitest';
import { deviceSchema } from './device-file.ts';
import { driverSchemas } from './driver-schemas.ts';

it('every driver has a schema, and what a form needs stands in it', () => {
  const all = driverSchemas();
  expect(all.map(({ driver }) => driver)).toContain('barrier-modbus-rtu');
  expect(all).toHaveLength(deviceSchema.options.length);
  expect(new Set(all.map(({ driver }) => driver)).size).toBe(all.length);
  const camera = all.find(({ driver }) => driver === 'camera-push')?.schema;
  expect(camera).toMatchObject({
    type: 'object',
    properties: {
      make: { enum: ['plate-recognizer', 'hikvision', 'openalpr'] },
      label: { maxLength: 60 },
    },
    required: expect.arrayContaining(['id', 'label', 'driver', 'laneId', 'make']),
  });
  const terminal = all.find(({ driver }) => driver === 'terminal-zvt')?.schema;
  expect(JSON.stringify(terminal)).toContain('"default":20007');
});
