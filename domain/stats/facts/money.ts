import type { Minor } from '../../kernel/money.ts';
import { actorName } from '../../lot/actor.ts';
import type { EventOf, RecordedEvent } from '../../lot/event.ts';
import type { PaymentTax } from '../../payment/payment.ts';
import type { Quote } from '../../tariff/quote.ts';
import { type Fact, fact } from '../fact.ts';
import type { Known } from '../known.ts';
import { spread } from '../spread.ts';

/** What was taken and given back, and for what. */
export function moneyFacts(recorded: RecordedEvent, known: Known): readonly Fact[] {
  const { event, actor } = recorded;
  switch (event.type) {
    case 'PaymentCaptured': {
      const { laneId, amountMinor, quote, taxes, purpose } = event;
      return [
        receipt(recorded, event, 'payment', { laneId, purpose: purpose.kind, amountMinor }, known),
        slotReceipt(event.sessionId, amountMinor, known),
        ...feeLines(amountMinor, quote, purpose.kind),
        ...taxFacts(amountMinor, amountMinor, taxes),
      ];
    }
    case 'PaymentReversed':
    case 'PaymentRefunded': {
      const paid = known.payment(event.paymentId);
      const isRefund = event.type === 'PaymentRefunded';
      const kind = isRefund ? 'refund' : 'reversal';
      const laneId = paid?.laneId ?? null;
      const purpose = paid?.purpose ?? 'session';
      const amountMinor = -event.amountMinor;
      const facts = [
        receipt(recorded, event, kind, { laneId, purpose, amountMinor }, known),
        slotReceipt(event.sessionId, amountMinor, known),
        ...feeLines(amountMinor, paid?.quote ?? null, purpose),
        ...taxFacts(amountMinor, paid?.amountMinor ?? 0, paid?.taxes ?? []),
      ];
      if (!isRefund) return facts;
      const dims = { actor: actorName(actor), method: event.method };
      return [...facts, fact('refunds', dims, { amount: event.amountMinor, isListed: true })];
    }
    case 'SessionEnded': {
      const session = known.session(event.sessionId);
      if (session === null || event.paidMinor > 0 || session.byHand) return [];
      return [fact('free-exits', { credential: session.credential })];
    }
    default:
      return [];
  }
}

function receipt(
  { actor }: RecordedEvent,
  event: EventOf<'PaymentCaptured' | 'PaymentReversed' | 'PaymentRefunded'>,
  kind: 'payment' | 'refund' | 'reversal',
  what: { readonly laneId: string | null; readonly purpose: string; readonly amountMinor: Minor },
  known: Known,
): Fact {
  const { method, shiftId, sessionId } = event;
  const session = sessionId === null ? null : known.session(sessionId);
  return fact(
    'receipts',
    {
      kind,
      method,
      lane: what.laneId ?? '',
      cashier: actor.kind === 'user' ? actorName(actor) : '',
      shift: shiftId ?? '',
      purpose: what.purpose,
      class: session?.vehicleClass ?? '',
    },
    { amount: what.amountMinor },
  );
}

function slotReceipt(sessionId: string | null, amountMinor: Minor, known: Known): Fact {
  const slotId = sessionId === null ? null : (known.session(sessionId)?.slotId ?? null);
  const slot = slotId === null ? null : known.slot(slotId);
  const dims = { level: slot?.levelId ?? '', zone: slot?.zoneId ?? '', kind: slot?.kind ?? '' };
  return fact('slot-receipts', dims, { amount: amountMinor });
}

/** The amount by the lines of its fee; what has no fee is one line by its purpose. */
function feeLines(amountMinor: Minor, quote: Quote | null, purpose: string): readonly Fact[] {
  const lines = quote?.lines ?? [];
  if (lines.length === 0)
    return [fact('fee-lines', { code: purpose, text: '' }, { amount: amountMinor })];
  const parts = spread(
    amountMinor,
    lines.map((line) => line.amountMinor),
  );
  return lines.map(({ code, text }, index) =>
    fact('fee-lines', { code, text }, { amount: parts[index] ?? 0 }),
  );
}

/**
 * Taxes and what they are on, for an amount of a payment of `wholeMinor`: a part that is given back holds
 * its part of each. Together they are the amount.
 */
function taxFacts(
  amountMinor: Minor,
  wholeMinor: Minor,
  taxes: readonly PaymentTax[],
): readonly Fact[] {
  const taxed = taxes.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0);
  const weights = taxes.flatMap(({ netMinor, taxMinor }) => [netMinor, taxMinor]);
  const parts = spread(amountMinor, [...weights, wholeMinor - taxed]);
  const facts = taxes.flatMap(({ label, basisPoints }, index) => {
    const dims = { label, rate: String(basisPoints) };
    return [
      fact('tax-bases', dims, { amount: parts[2 * index] ?? 0 }),
      fact('taxes', dims, { amount: parts[2 * index + 1] ?? 0 }),
    ];
  });
  const untaxed = parts.at(-1) ?? 0;
  if (untaxed !== 0) facts.push(fact('tax-bases', { label: '', rate: '' }, { amount: untaxed }));
  return facts;
}
