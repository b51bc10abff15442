import { z } from 'zod';
import { VEHICLE_CLASSES } from '#domain/facility/kinds.ts';
import { DAY_MS, type Instant } from '#domain/kernel/instant.ts';
import { markOf, type Replayed, type ShownThere } from '../lane-rights.ts';
import type { LaneSecret } from '../lane-secret.ts';
import { parseJson } from '../mqtt-device.ts';

/** Older than this is no event but a clock that was never set: then it happened now. */
const AGO_MAX_MS = 14 * DAY_MS;

/** Milliseconds since 1970 by the controller's clock, or the same as ISO 8601. */
const instant = z.union([
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);
const code = z.string().min(1).max(300).nullish();
/** A plate or a card, sealed. */
const sealed = z.string().min(1).max(400).nullish();
const shown = { code, plate: sealed, card: sealed };

const headSchema = z.object({
  /** Chosen anew when the controller has lost its count. */
  epoch: z.string().min(1).max(40),
  number: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  at: instant.optional().catch(undefined),
  sentAt: instant.optional().catch(undefined),
});
const doneSchema = z.discriminatedUnion('kind', [
  z.object({
    at: instant,
    kind: z.literal('entered'),
    ticket: code,
    ...shown,
    vehicleClass: z.enum(VEHICLE_CLASSES).catch('car').default('car'),
  }),
  z.object({ at: instant, kind: z.literal('left'), ...shown }),
  z.object({ at: instant, kind: z.literal('opened') }),
]);

export interface DecodedEvent {
  readonly replay: Replayed;
  /** How far the controller's clock is ahead; null where it did not say. */
  readonly aheadMs: number | null;
}

/**
 * Reads one event of a controller, or null for what is none. What has an epoch and a number and nothing
 * else that can be read is an event all the same: else it would be told for ever, and all behind it never.
 */
export function decodeEvent(json: string, secret: LaneSecret, now: Instant): DecodedEvent | null {
  const value = parseJson(json);
  const head = headSchema.safeParse(value);
  if (!head.success) return null;
  const { epoch, number, at, sentAt } = head.data;
  const aheadMs = sentAt === undefined ? null : sentAt - now;
  const agoMs = at === undefined ? 0 : agoOf(at, sentAt ?? now);
  const done = doneOf(value, secret);
  const mark = markOf(done === null ? [epoch, number, 'unreadable'] : done.parts);
  const what = done === null ? ({ kind: 'unreadable' } as const) : done.done;
  return { replay: { epoch, number, mark, agoMs, done: what }, aheadMs };
}

/** Both by one clock, so that it does not matter whether that clock is right. */
function agoOf(at: Instant, sentAt: Instant): number {
  const ago = sentAt - at;
  return ago < 0 || ago > AGO_MAX_MS ? 0 : ago;
}

function doneOf(
  value: unknown,
  secret: LaneSecret,
): { readonly done: Replayed['done']; readonly parts: readonly unknown[] } | null {
  const parsed = doneSchema.safeParse(value);
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.kind === 'opened') return { done: { kind: 'opened' }, parts: [data.at, data.kind] };
  const { at, kind, code: text = null, plate = null, card = null } = data;
  const clear: ShownThere = {
    code: text,
    plate: plate === null ? null : secret.unseal(plate),
    card: card === null ? null : secret.unseal(card),
  };
  const parts = [at, kind, text, plate, card];
  if (data.kind === 'left') return { done: { kind: 'left', shown: clear }, parts };
  const { ticket = null, vehicleClass } = data;
  return {
    done: { kind: 'entered', ticket, shown: clear, vehicleClass },
    parts: [...parts, ticket],
  };
}
