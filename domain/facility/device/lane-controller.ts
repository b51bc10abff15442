import { z } from 'zod';
import { deviceHead } from './common.ts';
import { serialSchema } from './serial.ts';

/** A lane's own controller, which goes on by itself while nobody hears it (docs/lanes.md). */
const controller = {
  laneId: deviceHead.id,
  /** Signed tickets that it holds for times without a link. An exit needs none. */
  stock: z.number().int().min(0).max(500).default(50),
  /**
   * What it does while nobody hears it. `open`: it opens for everybody and notes who passed. `rights`: for
   * whom its cached rights name, and at the button while it has tickets. `closed`: its key switch alone.
   */
  alone: z.enum(['open', 'rights', 'closed']).default('rights'),
  /** Rights that are older than this are trusted no more. */
  rightsHours: z.number().int().min(1).max(168).default(24),
};

export const mqttControllerSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('lane-controller-mqtt'),
  ...controller,
});

/** The same on a serial line of its own. */
export const serialControllerSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('lane-controller-serial'),
  ...controller,
  serial: serialSchema.extend({
    baudRate: serialSchema.shape.baudRate.default(115_200),
    parity: serialSchema.shape.parity.default('none'),
  }),
  /** It says every two seconds that it lives; silent for so long it is lost. */
  silentAfterMs: z.number().int().min(100).max(60_000).default(7_000),
});
