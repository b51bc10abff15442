import { z } from 'zod';
import { parseJson } from '../mqtt-device.ts';

/** More vehicles in one message, or in one zone, are a message of something else. */
const VEHICLES_MAX = 10_000;

const vehicles = z.number().int().min(0).max(VEHICLES_MAX);
const crossingSchema = z.object({
  id: z.union([z.string().min(1).max(100), z.number()]).optional(),
  crossed: z.enum(['in', 'out']),
  vehicles: vehicles.min(1).optional(),
});
const occupiedSchema = z.object({ occupied: vehicles });

export interface Crossing {
  /** The camera's own id of it; null where it has none. */
  readonly id: string | null;
  readonly way: 'in' | 'out';
  readonly vehicles: number;
}

/** `{"id":"e1","crossed":"in","vehicles":1,"at":"…"}`; `vehicles` is 1 where it is missing. */
export function decodeCrossing(payload: Buffer): Crossing | null {
  const parsed = crossingSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return null;
  const { id, crossed, vehicles: count = 1 } = parsed.data;
  return { id: id === undefined ? null : String(id), way: crossed, vehicles: count };
}

/** A plain number, as Frigate sends it, or `{"occupied":12,"at":"…"}`. */
export function decodeOccupied(payload: Buffer): number | null {
  const value = parseJson(payload.toString('utf8'));
  const plain = vehicles.safeParse(value);
  if (plain.success) return plain.data;
  const parsed = occupiedSchema.safeParse(value);
  return parsed.success ? parsed.data.occupied : null;
}
