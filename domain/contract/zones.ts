import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import { ZONE_FLAGS } from '../zone/zone-count.ts';
import { base, doneSchema, inLot, instantSchema, reasonSchema, write } from './shared.ts';

export const zoneRowSchema = z.object({
  id: z.string(),
  label: z.string(),
  vehicles: z.number().int(),
  slots: z.number().int(),
  /** How many vehicles it still takes. */
  free: z.number().int(),
  /** The count cannot be true; it is held where it can, until somebody has counted. */
  flag: z.enum(ZONE_FLAGS).nullable(),
  /** A camera of it is lost: what passes it is not counted. */
  cameraLost: z.boolean(),
  at: instantSchema,
  correctedAt: instantSchema.nullable(),
  correctedBy: z.string().nullable(),
});

/** Zones whose vehicles are counted by cameras. */
export const zonesContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/zones', tags: ['zones'] })
    .input(inLot)
    .output(z.array(zoneRowSchema)),
  /** Staff have counted: that many stand there now. */
  correct: base
    .route({ method: 'POST', path: '/lots/{lotId}/zones/{zoneId}/correct', tags: ['zones'] })
    .input(
      write.extend({
        zoneId: idSchema,
        vehicles: z.number().int().min(0).max(200_000),
        reason: reasonSchema,
      }),
    )
    .output(doneSchema),
};
