import { z } from 'zod';
import { VEHICLE_CLASSES } from '#domain/facility/kinds.ts';
import type { Replayed } from '../lane-rights.ts';
import { parseJson } from '../mqtt-device.ts';

const head = {
  /** Chosen anew when the controller has lost its count. */
  epoch: z.string().min(1).max(40),
  number: z.number().int().min(1),
  /** ISO 8601, by the controller's clock. */
  at: z.iso.datetime({ offset: true }),
};
const token = z.string().min(1).max(300);

const eventSchema = z.discriminatedUnion('kind', [
  z.object({
    ...head,
    kind: z.literal('entered'),
    token,
    plate: z.string().max(32).nullish(),
    vehicleClass: z.enum(VEHICLE_CLASSES).catch('car').default('car'),
  }),
  z.object({ ...head, kind: z.literal('left'), token }),
  z.object({ ...head, kind: z.literal('opened') }),
]);

/** Reads one event of a controller, or null for what is none. */
export function decodeEvent(payload: Buffer): Replayed | null {
  const parsed = eventSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return null;
  const { epoch, number, at, ...event } = parsed.data;
  const happenedAt = Date.parse(at);
  switch (event.kind) {
    case 'entered': {
      const { kind, plate = null, vehicleClass } = event;
      return { epoch, number, happenedAt, done: { kind, token: event.token, plate, vehicleClass } };
    }
    case 'left':
      return { epoch, number, happenedAt, done: { kind: event.kind, token: event.token } };
    case 'opened':
      return { epoch, number, happenedAt, done: { kind: event.kind } };
  }
}
