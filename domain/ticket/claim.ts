import type { TicketNumber } from '../kernel/ids.ts';

/** Why a token was turned away before the lot looked it up. */
export const TOKEN_REFUSALS = [
  'ticket-malformed',
  'ticket-forged',
  'ticket-foreign',
  'ticket-expired',
] as const;
export type TokenRefusal = (typeof TOKEN_REFUSALS)[number];

/** A ticket as it was presented, after the station has checked its signature. */
export type TicketClaim =
  | { readonly ok: true; readonly ticketNumber: TicketNumber }
  | { readonly ok: false; readonly code: TokenRefusal };
