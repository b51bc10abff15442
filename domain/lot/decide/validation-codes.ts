import type { TicketNumber } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/instant.ts';
import { ticketNumberFrom } from '../../ticket/number.ts';
import { KEPT_AFTER_EXPIRY_MS, type ValidationCode } from '../../validation/book.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** Codes of one issue: a shop's till runs out of paper before that. */
export const ISSUED_CODES_MAX = 500;
/** Codes that the lot keeps, of all shops together. */
const KEPT_CODES_MAX = 100_000;
const VALID_DAYS_MAX = 731;

/** New codes for a shop's offer. A number that is in use is passed over, so there may be fewer. */
export function decideIssueCodes(
  state: LotState,
  command: CommandOf<'IssueValidationCodes'>,
): Decision {
  const { shopId, offerId, validUntilAt, nonces, at } = command;
  const { shops, codes } = state.validations;
  const shop = shops.get(shopId);
  if (shop === undefined) return refused('shop-unknown', shopId);
  if (!shop.terms.active) return refused('shop-inactive', shop.terms.name);
  const offer = shop.terms.offers.find((one) => one.id === offerId);
  if (offer === undefined) return refused('offer-unknown', offerId);
  if (!offer.active) return refused('offer-inactive', offer.label);
  if (validUntilAt <= at || validUntilAt > at + VALID_DAYS_MAX * DAY_MS)
    return refused('codes-until');
  if (nonces.length === 0 || nonces.length > ISSUED_CODES_MAX) return refused('codes-too-many');
  const kept = [...codes.values()].filter((code) => code.validUntilAt + KEPT_AFTER_EXPIRY_MS > at);
  if (kept.length + nonces.length > KEPT_CODES_MAX) return refused('codes-too-many');
  const numbers = new Set<TicketNumber>();
  for (const nonce of nonces) {
    const number = ticketNumberFrom(nonce);
    if (!codes.has(number) && !isTicket(state, number)) numbers.add(number);
  }
  return happened({
    type: 'ValidationCodesIssued',
    batchId: idFrom(command, 'vb'),
    shopId,
    offerId,
    numbers: [...numbers],
    validUntilAt,
  });
}

/** A typed number says nothing of its kind, so none may be a ticket's as well. */
function isTicket({ byTicket, spentTickets }: LotState, number: TicketNumber): boolean {
  return byTicket.has(number) || spentTickets.has(number);
}

export function decideCancelCodes(
  state: LotState,
  command: CommandOf<'CancelValidationCodes'>,
): Decision {
  const { batchId } = command;
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const batch = batchOf(state, batchId);
  const [first] = batch;
  if (first === undefined) return refused('batch-unknown', batchId);
  const count = batch.filter((code) => code.usedFor === null && !code.cancelled).length;
  if (count === 0) return NOTHING;
  const { shopId } = first;
  return happened({ type: 'ValidationCodesCancelled', batchId, shopId, count, reason });
}

/** The codes of one issue, in the order they were made. */
export function batchOf({ validations }: LotState, batchId: string): readonly ValidationCode[] {
  return [...validations.codes.values()].filter((code) => code.batchId === batchId);
}
