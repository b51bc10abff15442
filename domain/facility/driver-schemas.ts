import { z } from 'zod';
import { type DriverName, deviceSchema } from './device-file.ts';
import { type DeviceKind, kindOf } from './device-link.ts';

/** A driver's configuration as JSON Schema (draft 2020-12), for a form that fits it. */
export interface DriverSchema {
  readonly driver: DriverName;
  readonly kind: DeviceKind;
  readonly schema: Readonly<Record<string, unknown>>;
}

let made: readonly DriverSchema[] | null = null;

/** Every driver that a lot may have a device of, by its name. Made once: the drivers do not change. */
export function driverSchemas(): readonly DriverSchema[] {
  made ??= deviceSchema.options
    .map((option) => {
      const schema = z.toJSONSchema(option, { io: 'input', unrepresentable: 'any' });
      const driver = driverOf(schema);
      return { driver, kind: kindOf(driver), schema };
    })
    .sort((a, b) => (a.driver < b.driver ? -1 : 1));
  return made;
}

type Json = z.core.JSONSchema.BaseSchema;

/** A schema of one driver may have several shapes; all of them name the same driver. */
function driverOf(schema: Json): DriverName {
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  const named = (first ?? schema) as Json;
  const { driver } = named.properties ?? {};
  return (driver as { readonly const: DriverName }).const;
}
