import type { LotFile } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import { actorName } from '../lot/actor.ts';
import type { EventOf, RecordedEvent } from '../lot/event.ts';
import { paperWords } from '../paper/words.ts';
import { paperWriter } from '../paper/writer.ts';
import type { Quote } from '../tariff/quote.ts';
import type { PaymentPurpose, PaymentReference } from './payment.ts';
import { linesOfPart, type Receipt, type ReceiptStay, type ReceiptTax } from './receipt.ts';
import { taxesOfPart } from './taxes.ts';

type Captured = EventOf<'PaymentCaptured'>;
type GivenBack = EventOf<'PaymentReversed' | 'PaymentRefunded'>;

/** What an event alone does not say. */
export interface ReceiptContext {
  readonly lot: {
    readonly name: string;
    readonly timeZone: string;
    readonly locale: string;
    readonly currency: Currency;
    readonly letterhead?: LotFile['letterhead'];
  };
  /** The clerk who asked for the payment; null where nobody did, or nobody knows any more. */
  readonly askedBy: string | null;
  /** The stay that was paid for, without its end. */
  readonly stay: Omit<ReceiptStay, 'exitAt'> | null;
  /** Of money given back: the event by which it had come. */
  readonly captured: { readonly at: Instant; readonly event: Captured } | null;
}

const words = paperWords.receipt;

/** The receipt that was given with an event, or null where the event is none that gives one. */
export function receiptOfEvent(recorded: RecordedEvent, context: ReceiptContext): Receipt | null {
  const { event } = recorded;
  switch (event.type) {
    case 'PaymentCaptured':
      return {
        ...common(recorded, event.receiptNumber, context),
        ...taken(event, recorded.at, context),
      };
    case 'PaymentReversed':
    case 'PaymentRefunded':
      return { ...common(recorded, event.receiptNumber, context), ...givenBack(event, context) };
    default:
      return null;
  }
}

function common({ at, actor }: RecordedEvent, number: number, { lot, askedBy }: ReceiptContext) {
  // A terminal or a provider tells of the money; who asked for it served the driver.
  const cashier = actor.kind === 'user' ? actorName(actor) : askedBy;
  const { name: lotName, timeZone, locale, currency, letterhead } = lot;
  const { address = [], taxId } = letterhead ?? {};
  return {
    lotName,
    number,
    at,
    timeZone,
    locale,
    currency,
    ...(cashier !== null && { cashier }),
    ...(address.length > 0 && { lotAddress: address.join('\n') }),
    ...(taxId !== undefined && { taxId }),
  };
}

function taken(event: Captured, at: Instant, context: ReceiptContext) {
  const { amountMinor, method, graceUntilAt, shiftId, taxes } = event;
  const lines = event.quote === null ? [] : quoteLines(event.quote, context);
  return {
    kind: 'payment' as const,
    lines:
      lines.length === 0
        ? [{ text: purposeWords(event.purpose), amountMinor }]
        : linesOfPart(lines, amountMinor, words.elsewhere),
    ...withTaxes(amountMinor, taxes),
    method,
    ...(method === 'cash'
      ? { tenderedMinor: event.tenderedMinor, changeMinor: event.changeMinor }
      : {}),
    ...referenceOf(method, event.providerReference),
    ...(context.stay === null ? {} : { stay: { ...context.stay, exitAt: at } }),
    ...(graceUntilAt === null ? {} : { graceUntilAt }),
    ...(shiftId === null ? {} : { shiftId }),
  };
}

function givenBack(event: GivenBack, { captured, stay }: ReceiptContext) {
  const { method, shiftId, reason } = event;
  const amountMinor = -event.amountMinor;
  const taxes =
    captured === null
      ? []
      : taxesOfPart(
          captured.event.taxes.map(({ taxMinor, ...tax }) => ({ ...tax, amountMinor: taxMinor })),
          amountMinor,
          captured.event.amountMinor,
        );
  return {
    kind: event.type === 'PaymentRefunded' ? ('refund' as const) : ('reversal' as const),
    lines: [{ text: reason, amountMinor }],
    ...withTaxes(amountMinor, taxes),
    method,
    ...(captured === null
      ? {}
      : {
          refersTo: captured.event.receiptNumber,
          ...(stay === null ? {} : { stay: { ...stay, exitAt: captured.at } }),
        }),
    ...(shiftId === null ? {} : { shiftId }),
  };
}

function withTaxes(totalMinor: Minor, taxes: readonly ReceiptTax[]) {
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
  return { totalMinor, taxes, netMinor: totalMinor - taxMinor };
}

/** The lines of a fee; where one stands for several periods, how many at which price. */
function quoteLines(quote: Quote, { lot }: ReceiptContext): Receipt['lines'] {
  const write = paperWriter(lot);
  return quote.lines.map(({ code, text, quantity, measure, unitMinor, amountMinor }) => {
    if (measure === 'wh') {
      const kilowattHours = write.number(Math.round(quantity / 10) / 100);
      return { text: words.energy(text, kilowattHours, write.amount(unitMinor)), amountMinor };
    }
    const isSeveral = code === 'periods' && quantity > 1;
    return {
      text: isSeveral ? words.line(text, write.number(quantity), write.amount(unitMinor)) : text,
      amountMinor,
    };
  });
}

function purposeWords(purpose: PaymentPurpose): string {
  return purpose.kind === 'membership'
    ? words.membership[purpose.what]
    : words.purposes[purpose.kind];
}

function referenceOf(method: Captured['method'], reference: PaymentReference | null) {
  if (reference === null) return {};
  if (method !== 'card') return { providerReference: reference.id };
  const { cardName, terminalId, trace } = reference;
  return {
    card: {
      receipt: reference.id,
      ...(cardName === null ? {} : { name: cardName }),
      ...(terminalId === null ? {} : { terminalId }),
      ...(trace === null ? {} : { trace }),
    },
  };
}
