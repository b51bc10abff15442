import { z } from 'zod';
import { documentSchema } from './documents.ts';
import { base, inLot, instantSchema } from './shared.ts';

/** `event` is the camera's own message as it came, a text. */
export const PICTURE_KINDS = ['scene', 'plate', 'event'] as const;

export const picturesContract = {
  /** What a camera sent with a read, as long as it is kept. REST answers with the bytes themselves. */
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/pictures/{pictureId}', tags: ['pictures'] })
    .input(
      inLot.extend({
        pictureId: z.string().max(64),
        /** A camera that sends only one view has it under both names. */
        kind: z.enum(PICTURE_KINDS).default('scene'),
      }),
    )
    .output(documentSchema),
  /** The pictures of a vehicle's way in and out, as far as cameras sent them and they are kept. */
  ofSession: base
    .route({
      method: 'GET',
      path: '/lots/{lotId}/sessions/{sessionId}/pictures',
      tags: ['pictures'],
    })
    .input(inLot.extend({ sessionId: z.string().max(64) }))
    .output(
      z.array(
        z.object({
          pictureId: z.string(),
          side: z.enum(['entry', 'exit']),
          laneId: z.string(),
          at: instantSchema,
        }),
      ),
    ),
};
