import { z } from 'zod';
import { base, inLot, instantSchema } from './shared.ts';

export const serialPortSchema = z.object({
  /** To be written into a configuration. */
  path: z.string(),
  /** What hangs on it, as far as the system says. */
  label: z.string(),
  /** The device that has it already, by its label. */
  usedBy: z.string().nullable(),
});

export const unmappedTopicSchema = z.object({
  topic: z.string(),
  /** Messages since somebody looks. */
  count: z.number().int(),
  lastAt: instantSchema,
  /** The beginning of the latest, secrets masked. */
  sample: z.string(),
  /** What a form for it begins with: a guess. */
  suggestion: z.record(z.string(), z.unknown()),
});
export type UnmappedTopic = z.infer<typeof unmappedTopicSchema>;

/** What is there and not in the lot's configuration yet. */
export const deviceDiscoveryContract = {
  /** The serial ports of the station's machine. */
  serialPorts: base
    .route({ method: 'GET', path: '/lots/{lotId}/serial-ports', tags: ['devices'] })
    .input(inLot)
    .output(z.array(serialPortSchema)),
  /**
   * Topics with messages that no device listens to, the latest first. The station looks from the first call
   * on, and for a minute after the last one: call again to see what has come.
   */
  unmapped: base
    .route({ method: 'GET', path: '/lots/{lotId}/unmapped-topics', tags: ['devices'] })
    .input(inLot)
    .output(z.array(unmappedTopicSchema)),
};
