import { must } from '../../kernel/assert.ts';
import type { TicketNumber } from '../../kernel/ids.ts';
import { zonedDay } from '../../kernel/zoned.ts';
import type { Session } from '../../session/session.ts';
import type { Discount } from '../../tariff/quote.ts';
import type { TicketClaim } from '../../ticket/claim.ts';
import type { Shop, ShopOffer } from '../../validation/shop.ts';
import { discountOf } from '../../validation/shop.ts';
import { brokenLimit, tallyOn } from '../../validation/tally.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { idFrom } from './ids.ts';
import { underWay } from './payment-under-way.ts';
import { reviewWaiting } from './waiting.ts';

/** Where a lot's file says nothing: one validation of each shop for a stay. */
const VALIDATIONS_PER_STAY = 1;

/** What is to be given, once it is known to be good by itself. */
interface Given {
  readonly shop: Shop;
  readonly offer: ShopOffer;
  readonly code: TicketNumber | null;
}

type Asked = ({ readonly ok: true } & Given) | Refused;
interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly detail: string;
}

const no = (code: RefusalCode, detail = ''): Refused => ({ ok: false, code, detail });

/** A shop pays for a part of a stay: by one of its codes, or named by staff or by the shop itself. */
export function decideApply(state: LotState, command: CommandOf<'ApplyValidation'>): Decision {
  const { by, sessionId, at } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined) return refused('session-unknown', sessionId);
  const asked =
    by.kind === 'code'
      ? codeAsked(state, by.claim, at)
      : offerAsked(state, by.shopId, by.offerId, null);
  if (!asked.ok) return refused(asked.code, asked.detail);
  const given = giveTo(state, command, session, asked);
  return given.ok ? happened(...given.events) : refused(given.code, given.detail);
}

/** What follows when a validation is shown in a lane where its stay's amount is awaited. */
export function applyInLane(
  state: LotState,
  command: CommandHead,
  session: Session,
  claim: TicketClaim,
): { readonly ok: true; readonly events: readonly LotEvent[] } | Refused {
  const asked = codeAsked(state, claim, command.at);
  return asked.ok ? giveTo(state, command, session, asked) : asked;
}

/** Whether what was scanned or typed is a validation of this lot, be it good or not. */
export function isValidation({ byTicket, validations }: LotState, claim: TicketClaim): boolean {
  if (!claim.ok) return false;
  if (claim.kind === 'validation') return true;
  // A typed number counts as a ticket's until no ticket has it.
  return (
    claim.kind === 'ticket' && !byTicket.has(claim.number) && validations.codes.has(claim.number)
  );
}

function codeAsked(state: LotState, claim: TicketClaim, at: number): Asked {
  if (!claim.ok) return no(claim.code);
  const code = state.validations.codes.get(claim.number);
  if (code === undefined || (claim.kind !== 'validation' && claim.kind !== 'ticket'))
    return no('validation-unknown');
  if (code.usedFor !== null) return no('validation-used');
  if (code.cancelled) return no('validation-cancelled');
  if (code.validUntilAt <= at) return no('validation-expired');
  return offerAsked(state, code.shopId, code.offerId, code.number);
}

function offerAsked(
  { validations }: LotState,
  shopId: string,
  offerId: string,
  code: TicketNumber | null,
): Asked {
  const shop = validations.shops.get(shopId);
  if (shop === undefined) return no('shop-unknown', shopId);
  if (!shop.terms.active) return no('shop-inactive', shop.terms.name);
  const offer = shop.terms.offers.find((one) => one.id === offerId);
  if (offer === undefined) return no('offer-unknown', offerId);
  if (!offer.active) return no('offer-inactive', offer.label);
  return { ok: true, shop, offer, code };
}

function giveTo(
  state: LotState,
  command: CommandHead,
  session: Session,
  given: Given,
): { readonly ok: true; readonly events: readonly LotEvent[] } | Refused {
  const { shop, offer, code } = given;
  const { at } = command;
  const standing = stayAllows(state, session, shop, at);
  if (standing !== null) return standing;
  const discount = discountOf(shop.id, offer);
  const validated = { ...session, discounts: [...session.discounts, discount] };
  const worthMinor = worthOf(state, session, discount, at);
  const { lot } = must(state.installed, 'sessions exist only in an open lot');
  const tally = tallyOn(shop.tally, zonedDay(at, lot.timeZone).day);
  if (brokenLimit(shop.terms, tally, worthMinor) !== null)
    return no('validation-limit', shop.terms.name);
  const applied: LotEvent = {
    type: 'ValidationApplied',
    sessionId: session.id,
    validationId: idFrom(command, 'v'),
    shopId: shop.id,
    offerId: offer.id,
    code,
    discount,
    worthMinor,
  };
  return { ok: true, events: [applied, ...reviewWaiting(state, validated, at)] };
}

/** Why a stay may not have another validation of a shop, or null. */
function stayAllows(state: LotState, session: Session, shop: Shop, at: number): Refused | null {
  if (session.startedAt === null) return no('not-inside');
  if (session.graceUntilAt !== null && at < session.graceUntilAt) return no('validation-too-late');
  for (const lane of state.lanes.values())
    if (lane.sessionId === session.id && (lane.phase === 'vended' || lane.phase === 'passing'))
      return no('validation-too-late');
  // What a lane offers is made anew for the new amount; what the desk takes just now is not.
  const purpose = { kind: 'session', sessionId: session.id } as const;
  if (underWay(state, purpose).some(({ laneId }) => laneId === null)) return no('payment-pending');
  const perStay = state.installed?.lot.policies.validationsPerStay ?? VALIDATIONS_PER_STAY;
  const held = state.validations.stays.get(session.id)?.applied ?? [];
  const ofShop = held.filter((one) => one.shopId === shop.id).length;
  return ofShop >= perStay ? no('validation-once', shop.terms.name) : null;
}

/** What a discount takes off the fee at an instant, after those that the stay already has. */
function worthOf(state: LotState, session: Session, discount: Discount, at: number): number {
  const before = duePayment(state, session, at).quote.totalMinor;
  const discounts = [...session.discounts, discount];
  const after = duePayment(state, { ...session, discounts }, at).quote.totalMinor;
  return Math.max(0, before - after);
}

/** Takes a validation off a stay. Once money was taken for the lower fee it stays. */
export function decideWithdraw(
  state: LotState,
  command: CommandOf<'WithdrawValidation'>,
): Decision {
  const { sessionId, validationId, at } = command;
  const session = state.sessions.get(sessionId);
  if (session === undefined) return refused('session-unknown', sessionId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const applied = state.validations.stays.get(sessionId)?.applied ?? [];
  const found = applied.find((one) => one.id === validationId);
  if (found === undefined) return refused('validation-unknown', validationId);
  if (found.settled) return refused('validation-too-late');
  for (const [laneId, lane] of state.lanes)
    if (lane.sessionId === sessionId && (lane.phase === 'vended' || lane.phase === 'passing'))
      return refused('lane-busy', laneId);
  const discounts = applied.filter((one) => one !== found).map(({ discount }) => discount);
  const { shopId } = found;
  return happened(
    { type: 'ValidationWithdrawn', sessionId, validationId, shopId, reason },
    ...reviewWaiting(state, { ...session, discounts }, at),
  );
}
