import { z } from 'zod';
import { base, doneSchema, inLot } from './shared.ts';

const oneDevice = inLot.extend({ deviceId: z.string().max(64) });

/** What a device shows at the station's own broker. */
export const deviceAccessContract = {
  /**
   * Gives a device a new password for the embedded broker and ends the one before. This answer is the only
   * place where it can be read: the station keeps its hash alone.
   */
  issueMqttPassword: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/devices/{deviceId}/mqtt-password',
      tags: ['devices'],
      successStatus: 201,
    })
    .input(oneDevice)
    .output(z.object({ username: z.string(), password: z.string() })),
  /** From now on the device is turned away, and sent away where it is connected. */
  revokeMqttPassword: base
    .route({
      method: 'DELETE',
      path: '/lots/{lotId}/devices/{deviceId}/mqtt-password',
      tags: ['devices'],
    })
    .input(oneDevice)
    .output(doneSchema),
};
