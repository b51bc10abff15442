import { z } from 'zod';
import { SLOT_KINDS } from '../facility/kinds.ts';
import { idSchema } from '../facility/lot-file.ts';
import type { GroupId } from '../kernel/ids.ts';
import { freeText } from '../payment/free-text.ts';

/** Slots that are kept for a tenant: of a kind, of a zone, or anywhere. */
const reservedShareSchema = z.strictObject({
  zoneId: idSchema.nullable().default(null),
  kind: z.enum(SLOT_KINDS).nullable().default(null),
  count: z.number().int().min(1).max(100_000),
});
export type ReservedShare = z.infer<typeof reservedShareSchema>;

/** What is agreed with a tenant, whose members share quotas. */
export const groupTermsSchema = z.strictObject({
  /** A company or a department, never a person. */
  name: freeText(80, 1, 'a name'),
  /** How many of all its members' vehicles may be inside at once; null without a limit. */
  insideMax: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Whoever comes when the quota is used up parks as anybody and pays, or is refused. */
  overQuota: z.enum(['transient', 'refuse']).default('transient'),
  reserved: z.array(reservedShareSchema).max(40).default([]),
  active: z.boolean().default(true),
});
export type GroupTerms = z.infer<typeof groupTermsSchema>;

/** A tenant group as it stands. */
export interface Group {
  readonly id: GroupId;
  readonly terms: GroupTerms;
}
