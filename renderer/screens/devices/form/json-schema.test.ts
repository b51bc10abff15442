import { describe, expect, it } from 'vitest';
import { driverSchemas } from '#domain/facility/driver-schemas.ts';
import {
  fieldKind,
  inShape,
  type Schema,
  shapeOf,
  startOf,
  withField,
  wordOf,
} from './json-schema.ts';

const schemaOf = (driver: string): Schema =>
  driverSchemas().find((one) => one.driver === driver)?.schema ?? {};

/** Every field of a schema, however deep. */
function* fieldsOf(schema: Schema, path = ''): Generator<[string, Schema]> {
  yield [path, schema];
  for (const shape of schema.oneOf ?? schema.anyOf ?? []) yield* fieldsOf(shape, path);
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    yield* fieldsOf(inner, `${path}.${name}`);
  if (schema.items !== undefined) yield* fieldsOf(schema.items, `${path}[]`);
}

describe('a form out of a schema', () => {
  it.each(driverSchemas().map(({ driver }) => driver))(
    'knows how to ask for every field of %s',
    (driver) => {
      const unknown = [...fieldsOf(schemaOf(driver))]
        .filter(([, schema]) => schema.type !== 'null' && fieldKind(schema).kind === 'unknown')
        .map(([path]) => path);
      expect(unknown).toEqual([]);
    },
  );

  it('tells shapes apart by their constant, and takes along what both have', () => {
    const connection = schemaOf('terminal-zvt').properties?.connection ?? {};
    const kind = fieldKind(connection);
    if (kind.kind !== 'variants') throw new Error(kind.kind);
    expect(kind.by).toBe('kind');
    expect(startOf(connection)).toEqual({ kind: 'tcp' });
    const serial = shapeOf(kind.shapes, 'kind', { kind: 'serial' }) ?? {};
    expect(inShape(serial, 'kind', { kind: 'tcp', host: '10.0.0.1' })).toEqual({
      kind: 'serial',
      serial: {},
    });
    const contact = schemaOf('contact-mqtt');
    expect(fieldKind(contact)).toMatchObject({ kind: 'variants', by: 'contact' });
  });

  it('starts with the constants alone: defaults are the station’s to fill in', () => {
    expect(startOf(schemaOf('barrier-modbus-rtu'))).toEqual({
      driver: 'barrier-modbus-rtu',
      serial: {},
    });
  });

  it('sets fields and takes them out', () => {
    expect(withField({ a: 1 }, 'b', 2)).toEqual({ a: 1, b: 2 });
    expect(withField({ a: 1, b: 2 }, 'b', undefined)).toEqual({ a: 1 });
  });

  it.each([
    ['true', true],
    ['12.5', 12.5],
    ['-1', -1],
    ['BUSY', 'BUSY'],
    ['', ''],
  ])('takes %j as %j', (typed, word) => {
    expect(wordOf(typed)).toBe(word);
  });
});
