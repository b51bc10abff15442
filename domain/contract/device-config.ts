import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import { base, inLot } from './shared.ts';

/** A device's configuration as the lot file has it; the station checks it by its driver's schema. */
const configSchema = z.record(z.string(), z.unknown());

export const configProblemSchema = z.object({
  /** Within the configuration, such as `serial.path`; `device` for the whole. */
  path: z.string(),
  /** `expected …, found …`. */
  message: z.string(),
});
export type ConfigProblem = z.infer<typeof configProblemSchema>;

export const driverSchemaSchema = z.object({
  driver: z.string(),
  kind: z.string(),
  /** JSON Schema, draft 2020-12. */
  schema: z.record(z.string(), z.unknown()),
});
export type DriverSchemaRow = z.infer<typeof driverSchemaSchema>;

/** All devices of a lot as one file. */
export const fieldFileSchema = z.object({
  format: z.literal('gatehouse-field'),
  version: z.literal(1),
  lotId: z.string(),
  devices: z.array(configSchema),
});
export type FieldFile = z.infer<typeof fieldFileSchema>;

const briefSchema = z.object({ id: z.string(), label: z.string(), driver: z.string() });

export const fieldPreviewSchema = z.object({
  /** Of the file, each with its place in it. With any of them nothing can be applied. */
  problems: z.array(configProblemSchema),
  /** Names the devices as they are now: what is applied must still start from there. */
  basis: z.string(),
  added: z.array(briefSchema),
  /** With the names of the fields that differ. */
  changed: z.array(briefSchema.extend({ fields: z.array(z.string()) })),
  removed: z.array(briefSchema),
  same: z.number().int(),
});
export type FieldPreview = z.infer<typeof fieldPreviewSchema>;

const oneDevice = inLot.extend({ deviceId: z.string().max(64) });
const tags = ['devices'] as const;

/** Adding, changing and removing devices of a lot that runs. Nothing else of it stops meanwhile. */
export const deviceConfigContract = {
  /** Every driver with the schema of its configuration. */
  drivers: base
    .route({ method: 'GET', path: '/device-drivers', tags: [...tags] })
    .output(z.array(driverSchemaSchema)),
  config: base
    .route({ method: 'GET', path: '/lots/{lotId}/devices/{deviceId}/config', tags: [...tags] })
    .input(oneDevice)
    .output(configSchema),
  /** What would be wrong with a configuration. `replaces` names the device that it would take the place of. */
  check: base
    .route({ method: 'POST', path: '/lots/{lotId}/devices/check', tags: [...tags] })
    .input(inLot.extend({ config: z.unknown(), replaces: idSchema.optional() }))
    .output(z.object({ problems: z.array(configProblemSchema) })),
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/devices', tags: [...tags], successStatus: 201 })
    .input(
      inLot.extend({
        config: z.unknown(),
        /** Its place in the lot file; at the end where missing. */
        at: z.number().int().min(0).max(10_000).optional(),
      }),
    )
    .output(z.object({ deviceId: z.string() })),
  change: base
    .route({ method: 'PUT', path: '/lots/{lotId}/devices/{deviceId}', tags: [...tags] })
    .input(oneDevice.extend({ config: z.unknown() }))
    .output(z.object({ deviceId: z.string() })),
  /** Answers with what is needed to put it back. */
  remove: base
    .route({ method: 'DELETE', path: '/lots/{lotId}/devices/{deviceId}', tags: [...tags] })
    .input(oneDevice)
    .output(z.object({ config: configSchema, at: z.number().int() })),
  exportField: base
    .route({ method: 'GET', path: '/lots/{lotId}/field', tags: [...tags] })
    .input(inLot)
    .output(fieldFileSchema),
  /** What a file of devices would change. Nothing is changed yet. */
  previewField: base
    .route({ method: 'POST', path: '/lots/{lotId}/field/preview', tags: [...tags] })
    .input(inLot.extend({ file: z.unknown() }))
    .output(fieldPreviewSchema),
  /** Puts the devices of a file in place of the lot's own. `basis` is that of the preview. */
  importField: base
    .route({ method: 'PUT', path: '/lots/{lotId}/field', tags: [...tags] })
    .input(inLot.extend({ file: z.unknown(), basis: z.string().regex(/^[0-9a-f]{32}$/) }))
    .output(
      z.object({
        added: z.number().int(),
        changed: z.number().int(),
        removed: z.number().int(),
      }),
    ),
};
