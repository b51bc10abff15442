import { z } from 'zod';
import { CONNECTOR_STATUSES } from '../charging/connector.ts';
import { CHARGE_PHASES } from '../tariff/metered-charge.ts';
import {
  base,
  codeSchema,
  doneSchema,
  inLot,
  instantSchema,
  reasonSchema,
  write,
} from './shared.ts';

const connectorId = z.number().int().min(1).max(64);
const oneCharger = write.extend({ deviceId: z.string().max(64), reason: reasonSchema });

/** One charge. Energy in watt-hours, power in watts, times in milliseconds. */
export const chargeRowSchema = z.object({
  id: z.number().int(),
  deviceId: z.string(),
  connectorId: z.number().int(),
  slotId: z.string(),
  slotLabel: z.string(),
  /** The stay that pays for it; null while nobody does. */
  sessionId: z.string().nullable(),
  /** Of that stay, while it is inside. */
  ticketNumber: z.string().nullable(),
  startedAt: instantSchema,
  stoppedAt: instantSchema.nullable(),
  wh: z.number().int(),
  powerW: z.number().int().nullable(),
  phase: z.enum(CHARGE_PHASES),
  chargedMs: z.number().int(),
  idleMs: z.number().int(),
});
export type ChargeRow = z.infer<typeof chargeRowSchema>;

export const connectorRowSchema = z.object({
  deviceId: z.string(),
  connectorId: z.number().int(),
  slotId: z.string(),
  slotLabel: z.string(),
  /** Null while the charger has said nothing of it. */
  status: z.enum(CONNECTOR_STATUSES).nullable(),
  detail: z.string(),
  since: instantSchema.nullable(),
  /** The charge that takes it now. */
  chargeId: z.number().int().nullable(),
});
export type ConnectorRow = z.infer<typeof connectorRowSchema>;

/** Chargers for EVs. */
export const chargersContract = {
  /** Every connector of every charger, in the order of the lot file. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/chargers', tags: ['chargers'] })
    .input(inLot)
    .output(z.array(connectorRowSchema)),
  /**
   * Starts or stops a charge. The answer says that the order is on its way; what the charger says to it
   * comes with the slot, and in the journal.
   */
  order: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/chargers/{deviceId}/orders',
      tags: ['chargers'],
      successStatus: 202,
    })
    .input(oneCharger.extend({ action: z.enum(['start', 'stop']), connectorId }))
    .output(z.object({ orderId: z.string() })),
  /** Starts a charger anew, or takes it or one of its connectors in or out of service. */
  service: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/chargers/{deviceId}/service',
      tags: ['chargers'],
      successStatus: 202,
    })
    .input(
      oneCharger.extend({
        action: z.enum(['reset-soft', 'reset-hard', 'in-service', 'out-of-service']),
        /** The whole charger when missing; a reset is always of the whole. */
        connectorId: connectorId.optional(),
      }),
    )
    .output(z.object({ orderId: z.string() })),
};

/** What chargers gave. */
export const chargesContract = {
  /** The newest first: those that run, those of stays inside, and others of the last days. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/charges', tags: ['chargers'] })
    .input(
      inLot.extend({
        /** `nobody`: only those that no stay pays for. */
        of: z.enum(['all', 'nobody']).default('all'),
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
      }),
    )
    .output(z.array(chargeRowSchema)),
  /** Says whose charge it is: the stay of a ticket, or nobody's. */
  link: base
    .route({ method: 'POST', path: '/lots/{lotId}/charges/{chargeId}/link', tags: ['chargers'] })
    .input(
      write.extend({
        chargeId: z.coerce.number().int().min(1),
        ticket: codeSchema.nullable(),
        reason: reasonSchema,
      }),
    )
    .output(doneSchema),
};
