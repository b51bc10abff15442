import type { TicketNumber } from '../kernel/ids.ts';

/** What a signed code can stand for. Each has its own prefix, so none is taken for another. */
export const CREDENTIAL_KINDS = ['ticket', 'reservation', 'membership', 'validation'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** Why a token was turned away before the lot looked it up. */
export const TOKEN_REFUSALS = [
  'ticket-malformed',
  'ticket-forged',
  'ticket-foreign',
  'ticket-expired',
] as const;
export type TokenRefusal = (typeof TOKEN_REFUSALS)[number];

/**
 * A code as it was presented, after the station has checked its signature. A number that was typed has
 * no signature and counts as a ticket's; who looks it up may try the other kinds as well.
 */
export type TicketClaim =
  | { readonly ok: true; readonly kind: CredentialKind; readonly number: TicketNumber }
  | { readonly ok: false; readonly code: TokenRefusal };
