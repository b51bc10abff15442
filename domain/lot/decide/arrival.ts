import type { PlateRef, TicketNumber, VaultRef } from '../../kernel/ids.ts';
import type { TicketClaim } from '../../ticket/claim.ts';

/** What a vehicle shows at an entry beside its plate. */
export type EntryCredential =
  | { readonly kind: 'reservation' | 'membership'; readonly number: TicketNumber }
  | { readonly kind: 'card'; readonly cardRef: VaultRef };

/** A vehicle that wants in: by plate, by a code or card, by both, or unknown. */
export interface Arrival {
  readonly plateRef: PlateRef | null;
  readonly credential: EntryCredential | null;
}

/** The credential in what was scanned at an entry, or null for what opens none, such as a ticket. */
export function entryCredential(
  claim: TicketClaim,
  cardRef: VaultRef | null,
): EntryCredential | null {
  if (!claim.ok) return cardRef === null ? null : { kind: 'card', cardRef };
  const { kind, number } = claim;
  return kind === 'reservation' || kind === 'membership' ? { kind, number } : null;
}
