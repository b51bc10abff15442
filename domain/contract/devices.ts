import { z } from 'zod';
import { DEVICE_STATUSES } from '../lot/words.ts';
import { base, doneSchema, inLot, instantSchema } from './shared.ts';

export const deviceRowSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** The driver's name in the lot file. */
  driver: z.string(),
  laneId: z.string().nullable(),
  status: z.enum(DEVICE_STATUSES),
  /** A sentence for staff; empty while nothing is wrong. */
  detail: z.string(),
  since: instantSchema,
  /** Null for a device that posts nothing and needs no token. */
  token: z
    .object({
      /** Where it posts, below the station's own address. */
      path: z.string(),
      /** Null until it is given one. */
      issuedAt: instantSchema.nullable(),
    })
    .nullable(),
});
export type DeviceRow = z.infer<typeof deviceRowSchema>;

const oneDevice = inLot.extend({ deviceId: z.string().max(64) });

export const devicesContract = {
  /** What is installed, in the order of the lot file, and how it stands. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/devices', tags: ['devices'] })
    .input(inLot)
    .output(z.array(deviceRowSchema)),
  /**
   * Gives a device that posts a new token and ends the one before. This answer is the only place where it
   * can be read: the station keeps its hash alone.
   */
  issueToken: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/devices/{deviceId}/token',
      tags: ['devices'],
      successStatus: 201,
    })
    .input(oneDevice)
    .output(z.object({ token: z.string(), path: z.string() })),
  /** From now on the device is turned away. */
  revokeToken: base
    .route({ method: 'DELETE', path: '/lots/{lotId}/devices/{deviceId}/token', tags: ['devices'] })
    .input(oneDevice)
    .output(doneSchema),
};
