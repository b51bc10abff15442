import { must } from '../../kernel/assert.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { zonedDay } from '../../kernel/zoned.ts';
import { KEPT_AFTER_EXPIRY_MS, type StayValidations } from '../../validation/book.ts';
import type { Shop, ShopTally } from '../../validation/shop.ts';
import { emptyTally, monthOf, tallyOn } from '../../validation/tally.ts';
import { actorName } from '../actor.ts';
import type { ValidationEvent } from '../event/validation.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** What happens to shops, codes and the validations of stays. */
export function evolveValidation(
  state: LotState,
  event: ValidationEvent,
  recorded: RecordedEvent,
): void {
  const { shops, codes } = state.validations;
  switch (event.type) {
    case 'ShopSaved': {
      const { shopId, terms } = event;
      const held = shops.get(shopId);
      if (held !== undefined) held.terms = terms;
      else shops.set(shopId, { id: shopId, terms, tally: emptyTally() });
      return;
    }
    case 'ValidationCodesIssued':
      issue(state, event, recorded.at);
      return;
    case 'ValidationCodesCancelled':
      for (const code of codes.values())
        if (code.batchId === event.batchId && code.usedFor === null) code.cancelled = true;
      return;
    case 'ValidationApplied':
      apply(state, event, recorded);
      return;
    case 'ValidationWithdrawn':
      withdraw(state, event, recorded.at);
      return;
    case 'ValidationSettled':
      settle(state, event, recorded.at);
      return;
  }
}

/** New codes; those whose time is over make room. */
function issue(state: LotState, event: EventOf<'ValidationCodesIssued'>, at: Instant): void {
  const { codes } = state.validations;
  for (const [number, code] of codes)
    if (code.validUntilAt + KEPT_AFTER_EXPIRY_MS <= at) codes.delete(number);
  const { batchId, shopId, offerId, validUntilAt } = event;
  for (const number of event.numbers)
    codes.set(number, {
      number,
      batchId,
      shopId,
      offerId,
      issuedAt: at,
      validUntilAt,
      usedFor: null,
      cancelled: false,
    });
}

function apply(
  state: LotState,
  event: EventOf<'ValidationApplied'>,
  { at, actor }: RecordedEvent,
): void {
  const { stays, codes } = state.validations;
  const { sessionId, validationId: id, shopId, offerId, code, discount, worthMinor } = event;
  const stay: StayValidations = stays.get(sessionId) ?? { applied: [], valued: new Map() };
  const by = actorName(actor);
  stay.applied.push({
    id,
    shopId,
    offerId,
    code,
    discount,
    at,
    by,
    worthMinor,
    settled: false,
  });
  stays.set(sessionId, stay);
  showDiscounts(state, sessionId, stay);
  const used = code === null ? undefined : codes.get(code);
  if (used !== undefined) used.usedFor = sessionId;
  const tally = tallyOf(state, shopId, at);
  tally.dayCount += 1;
  tally.monthCount += 1;
  tally.pendingMinor += worthMinor;
}

function withdraw(state: LotState, event: EventOf<'ValidationWithdrawn'>, at: Instant): void {
  const { stays, codes } = state.validations;
  const stay = must(stays.get(event.sessionId), 'a withdrawn validation was applied');
  const index = stay.applied.findIndex(({ id }) => id === event.validationId);
  const [gone] = stay.applied.splice(index, 1);
  const { shopId, code, worthMinor, at: givenAt } = must(gone, 'it was applied to this stay');
  if (stay.applied.length === 0) stays.delete(event.sessionId);
  showDiscounts(state, event.sessionId, stay);
  const used = code === null ? undefined : codes.get(code);
  if (used !== undefined) used.usedFor = null;
  const tally = tallyOf(state, shopId, at);
  const givenOn = dayOf(state, givenAt);
  if (givenOn === tally.day) tally.dayCount -= 1;
  if (monthOf(givenOn) === tally.month) tally.monthCount -= 1;
  tally.pendingMinor -= worthMinor;
}

/** The value counts on the day on which the fee is known; more of it later counts on that day. */
function settle(state: LotState, event: EventOf<'ValidationSettled'>, at: Instant): void {
  const stay = must(state.validations.stays.get(event.sessionId), 'a settled stay has validations');
  for (const one of stay.applied) {
    if (one.settled) continue;
    one.settled = true;
    tallyOf(state, one.shopId, at).pendingMinor -= one.worthMinor;
  }
  for (const { shopId, valueMinor } of event.values) {
    const more = valueMinor - (stay.valued.get(shopId) ?? 0);
    stay.valued.set(shopId, valueMinor);
    const tally = tallyOf(state, shopId, at);
    tally.dayValueMinor += more;
    tally.monthValueMinor += more;
  }
}

/** A stay that is over: its validations are history. What was never settled is worth nothing. */
export function forgetValidations(state: LotState, sessionId: SessionId): void {
  const { stays, shops } = state.validations;
  const stay = stays.get(sessionId);
  if (stay === undefined) return;
  stays.delete(sessionId);
  for (const { settled, shopId, worthMinor } of stay.applied)
    if (!settled) mustShop(shops.get(shopId)).tally.pendingMinor -= worthMinor;
}

/** The stay's fee sees its validations as discounts. */
function showDiscounts(state: LotState, sessionId: SessionId, { applied }: StayValidations): void {
  const { discounts } = must(state.sessions.get(sessionId), 'a validated stay is inside');
  discounts.splice(0, discounts.length, ...applied.map(({ discount }) => discount));
}

function tallyOf(state: LotState, shopId: string, at: Instant): ShopTally {
  const { tally } = mustShop(state.validations.shops.get(shopId));
  return Object.assign(tally, tallyOn(tally, dayOf(state, at)));
}

const mustShop = (shop: Shop | undefined): Shop => must(shop, 'shops are never removed');

function dayOf({ installed }: LotState, at: Instant): string {
  return zonedDay(at, must(installed, 'a lot with shops is open').lot.timeZone).day;
}

export const validationEvolvers = evolversOf<ValidationEvent>(evolveValidation, {
  ShopSaved: true,
  ValidationCodesIssued: true,
  ValidationCodesCancelled: true,
  ValidationApplied: true,
  ValidationWithdrawn: true,
  ValidationSettled: true,
});
