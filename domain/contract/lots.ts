import { z } from 'zod';
import { SLOT_KINDS } from '../facility/kinds.ts';
import { lotFileSchema } from '../facility/lot-file.ts';
import { PRESENCES } from '../lot/words.ts';
import { SLOT_ATTENTIONS, SLOT_LOOKS } from '../views/live.ts';
import { base, doneSchema, inLot, instantSchema } from './shared.ts';

const lotRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  slots: z.number().int(),
  simulated: z.boolean(),
});

const problemSchema = z.object({ path: z.string(), message: z.string() });

export const slotRowSchema = z.object({
  id: z.string(),
  label: z.string(),
  levelId: z.string(),
  zoneId: z.string(),
  kind: z.enum(SLOT_KINDS),
  look: z.enum(SLOT_LOOKS),
  attention: z.enum(SLOT_ATTENTIONS),
  presence: z.enum(PRESENCES),
  presenceAt: instantSchema.nullable(),
  sessionId: z.string().nullable(),
});

const countSchema = z.object({
  total: z.number().int(),
  free: z.number().int(),
  /** Of the free ones, those that are so by the ledger alone, as their sensors are silent. */
  unsure: z.number().int(),
});

export const lotsContract = {
  list: base.route({ method: 'GET', path: '/lots', tags: ['lots'] }).output(z.array(lotRowSchema)),
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}', tags: ['lots'] })
    .input(inLot)
    .output(lotFileSchema),
  availability: base
    .route({ method: 'GET', path: '/lots/{lotId}/availability', tags: ['lots'] })
    .input(inLot)
    .output(
      z.object({
        at: instantSchema,
        total: z.number().int(),
        free: z.number().int(),
        unsure: z.number().int(),
        inside: z.number().int(),
        byKind: z.record(z.enum(SLOT_KINDS), countSchema),
        byLevel: z.record(z.string(), countSchema),
        byZone: z.record(z.string(), countSchema),
      }),
    ),
  slots: base
    .route({ method: 'GET', path: '/lots/{lotId}/slots', tags: ['lots'] })
    .input(inLot)
    .output(z.array(slotRowSchema)),
  /** Opens a lot file: creates the lot, or changes it where it is already held. */
  open: base
    .route({ method: 'POST', path: '/lots', tags: ['lots'] })
    .input(z.object({ file: z.unknown() }))
    .errors({
      LOT_FILE_INVALID: { status: 422, data: z.object({ problems: z.array(problemSchema) }) },
    })
    .output(z.object({ lotId: z.string() })),
  /** Opens the demo lot with a simulated field. */
  openDemo: base
    .route({ method: 'POST', path: '/lots/demo', tags: ['lots'] })
    .output(z.object({ lotId: z.string() })),
  /** How fast the simulated field runs; only where it is simulated. */
  setSimulatorSpeed: base
    .route({ method: 'POST', path: '/lots/{lotId}/simulator', tags: ['lots'] })
    .input(inLot.extend({ speed: z.number().min(1).max(600) }))
    .output(z.object({ speed: z.number() })),
  /** Sets a simulated fire panel's contact, or presses a simulated call button. */
  playContact: base
    .route({ method: 'POST', path: '/lots/{lotId}/simulator/contacts', tags: ['lots'] })
    .input(inLot.extend({ deviceId: z.string().max(64), on: z.boolean() }))
    .output(doneSchema),
};
