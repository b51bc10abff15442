import { z } from 'zod';
import { deviceHead, idSchema } from './common.ts';

/** A charger for EVs that speaks OCPP 1.6J: it connects to `/field/ocpp/{id}` of the station. */
export const chargerSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('charger-ocpp'),
  /** Its sockets by the charger's own numbers, and the slot that each of them serves. */
  connectors: z
    .array(z.strictObject({ connectorId: z.number().int().min(1).max(64), slotId: idSchema }))
    .min(1)
    .max(64),
  /** Whose cards may charge: anybody's, or only those of tickets and memberships that are known here. */
  tags: z.enum(['any', 'known']).default('any'),
  /** How often the charger is asked to say that it lives. */
  heartbeatSeconds: z.number().int().min(1).max(86_400).default(300),
  /** A charger that is cut off for so long counts as lost; many reconnect all the time. */
  lostAfterMs: z.number().int().min(50).max(600_000).default(15_000),
  /** Its meter is taken down at most this often while a vehicle charges. */
  meterEveryMs: z.number().int().min(0).max(3_600_000).default(30_000),
  /** How long the charger may take to answer an order. */
  replyTimeoutMs: z.number().int().min(50).max(120_000).default(20_000),
});
