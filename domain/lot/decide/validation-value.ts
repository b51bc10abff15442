import type { ShopId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { Session } from '../../session/session.ts';
import type { Discount } from '../../tariff/quote.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';

/** The order in which the tariff takes discounts off. */
const ORDER: Readonly<Record<Discount['kind'], number>> = { minutes: 0, percent: 1, amount: 2 };

/**
 * What each shop has given for a stay whose fee is known now, for the ledger. Nothing without
 * validations, or when it is what the ledger holds already.
 */
export function validationsSettled(
  state: LotState,
  session: Session,
  at: Instant,
): readonly LotEvent[] {
  if (!session.discounts.some(isOfShop)) return [];
  const values = valuesOf(state, session, at);
  const { valued } = state.validations.stays.get(session.id) ?? {};
  const isKnown =
    isSettled(state, session) &&
    values.every(({ shopId, valueMinor }) => valued?.get(shopId) === valueMinor);
  return isKnown ? [] : [{ type: 'ValidationSettled', sessionId: session.id, values }];
}

/** As above for a stay that ends, unless a payment has settled it before. */
export function validationsAtEnd(
  state: LotState,
  session: Session,
  at: Instant,
): readonly LotEvent[] {
  return isSettled(state, session) ? [] : validationsSettled(state, session, at);
}

const isOfShop = ({ shopId }: Discount) => shopId !== undefined && shopId !== null;

/** Whether the ledger knows all discounts of the stay as it is given here. */
function isSettled({ validations }: LotState, session: Session): boolean {
  const applied = validations.stays.get(session.id)?.applied ?? [];
  return (
    applied.length === session.discounts.filter(isOfShop).length &&
    applied.every(({ settled }) => settled)
  );
}

/**
 * Discounts one after the other, in the tariff's order: each is worth what the fee falls by, so that
 * all of them together are worth exactly the difference between the full fee and the one charged.
 */
function valuesOf(
  state: LotState,
  session: Session,
  at: Instant,
): readonly { readonly shopId: ShopId; readonly valueMinor: Minor }[] {
  const ordered = [...session.discounts].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  const feeWith = (discounts: Discount[]) =>
    duePayment(state, { ...session, discounts }, at).quote.totalMinor;
  const values = new Map<ShopId, Minor>();
  let fee = feeWith([]);
  for (const [index, { shopId }] of ordered.entries()) {
    const next = feeWith(ordered.slice(0, index + 1));
    if (shopId !== undefined && shopId !== null)
      values.set(shopId, (values.get(shopId) ?? 0) + fee - next);
    fee = next;
  }
  return [...values].map(([shopId, valueMinor]) => ({ shopId, valueMinor }));
}
