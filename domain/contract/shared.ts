import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';

/** Path part of everything that belongs to one lot. */
export const inLot = z.object({ lotId: idSchema });

/** Every write may carry its own id; the same id twice is the same answer. Over REST it is the header `Idempotency-Key`. */
export const write = inLot.extend({
  commandId: z.string().min(8).max(100).optional(),
});

/** Why staff did something: kept in the journal for good. */
export const reasonSchema = z.string().trim().min(3, 'a reason of at least 3 characters').max(200);

/** Epoch milliseconds, UTC. */
export const instantSchema = z.number().int();
export const minorSchema = z.number().int();
/** A plate as typed or read; the station normalises it. */
export const plateSchema = z.string().trim().min(1).max(32);

/** All procedures are built on this, so that REST errors and tags look alike. */
export const base = oc;

export const doneSchema = z.object({ ok: z.literal(true) });
