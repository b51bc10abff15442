import { z } from 'zod';
import { base, doneSchema, freeText, reasonSchema, write } from './shared.ts';

const laneGate = (kind: 'vend' | 'hold' | 'close') =>
  z.strictObject({ kind: z.literal(kind), reason: reasonSchema });

/** Trying a device by hand. A printer is tried by `POST …/prints` with a document of the kind `test`. */
export const deviceTestsContract = {
  /**
   * Moves the gate of the device's lane, which is an override like any other, or shows a text on a sign
   * for ten seconds. Answers once the device took it.
   */
  test: base
    .route({ method: 'POST', path: '/lots/{lotId}/devices/{deviceId}/test', tags: ['devices'] })
    .input(
      write.extend({
        deviceId: z.string().max(64),
        test: z.discriminatedUnion('kind', [
          laneGate('vend'),
          laneGate('hold'),
          laneGate('close'),
          z.strictObject({
            kind: z.literal('show'),
            lines: z.array(freeText(40)).min(1).max(4),
          }),
        ]),
      }),
    )
    .output(doneSchema),
};
