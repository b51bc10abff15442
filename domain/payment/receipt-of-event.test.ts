import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../lot/event.ts';
import type { Quote } from '../tariff/quote.ts';
import { checkReceipt, type Receipt } from './receipt.ts';
import { type ReceiptContext, receiptOfEvent } from './receipt-of-event.ts';

const AT = Date.parse('2026-11-22T08:35:00Z');

const quote: Quote = {
  lines: [
    {
      code: 'periods',
      text: 'Each started hour',
      quantity: 4,
      unitMinor: 2_950,
      amountMinor: 11_800,
    },
  ],
  totalMinor: 11_800,
  netMinor: 10_000,
  taxMinor: 1_800,
  taxes: [
    { label: 'CGST', basisPoints: 900, amountMinor: 900 },
    { label: 'SGST', basisPoints: 900, amountMinor: 900 },
  ],
  currency: 'INR',
  tariffId: 'day',
  validUntilAt: AT + 60_000,
  why: 'The only rate.',
};

const captured = {
  type: 'PaymentCaptured',
  paymentId: 'p-1',
  sessionId: 's-1',
  purpose: { kind: 'session', sessionId: 's-1' },
  method: 'card',
  receiptNumber: 5,
  amountMinor: 11_800,
  tenderedMinor: 11_800,
  changeMinor: 0,
  graceUntilAt: AT + 900_000,
  shiftId: null,
  quote,
  taxes: [
    { label: 'CGST', basisPoints: 900, netMinor: 10_000, taxMinor: 900 },
    { label: 'SGST', basisPoints: 900, netMinor: 10_000, taxMinor: 900 },
  ],
  providerReference: { id: '0017', terminalId: '52345678', trace: null, cardName: 'RuPay' },
  unmatched: false,
  overpaidMinor: 0,
  laneId: null,
} as const;

const context: ReceiptContext = {
  lot: { name: 'Riverside', timeZone: 'Asia/Kolkata', locale: 'en-IN', currency: 'INR' },
  stay: { ticketNumber: '7K4M9QXTW', entryAt: AT - 3_600_000 },
  captured: null,
  askedBy: null,
};

function receiptOf(event: RecordedEvent['event'], more: Partial<ReceiptContext> = {}): Receipt {
  const actor = { kind: 'user', name: 'asha', role: 'attendant' } as const;
  const recorded = { seq: 9, at: AT, actor, commandId: 'c', event };
  const receipt = receiptOfEvent(recorded, { ...context, ...more });
  if (receipt === null) throw new Error('no receipt');
  checkReceipt(receipt);
  return receipt;
}

describe('the receipt of a payment', () => {
  it('names who asked for it where a terminal tells of the money, and nobody in a lane', () => {
    const actor = { kind: 'device', deviceId: 'terminal-desk' } as const;
    const recorded = { seq: 9, at: AT, actor, commandId: 'c', event: captured };
    expect(receiptOfEvent(recorded, { ...context, askedBy: 'asha' })?.cashier).toBe('asha');
    expect(receiptOfEvent(recorded, context)).not.toHaveProperty('cashier');
  });

  it('has the lines, the taxes and what the terminal calls it', () => {
    expect(receiptOf(captured)).toMatchObject({
      number: 5,
      kind: 'payment',
      lines: [{ text: 'Each started hour, 4 × 29.50', amountMinor: 11_800 }],
      netMinor: 10_000,
      totalMinor: 11_800,
      card: { name: 'RuPay', terminalId: '52345678', receipt: '0017' },
      stay: { ticketNumber: '7K4M9QXTW', exitAt: AT },
      cashier: 'asha',
    });
  });

  it('of cash names what was handed over, and no other does', () => {
    const cash = {
      ...captured,
      method: 'cash',
      tenderedMinor: 12_000,
      changeMinor: 200,
      providerReference: null,
    } as const;
    expect(receiptOf(cash)).toMatchObject({ tenderedMinor: 12_000, changeMinor: 200 });
    expect(receiptOf(captured)).not.toHaveProperty('tenderedMinor');
  });

  it('of a part of the fee takes the rest off', () => {
    const part = { ...captured, amountMinor: 5_900, taxes: [] } as const;
    expect(receiptOf(part).lines).toEqual([
      { text: 'Each started hour, 4 × 29.50', amountMinor: 11_800 },
      { text: 'Paid before or still due', amountMinor: -5_900 },
    ]);
  });

  it('of something else than a stay says what for', () => {
    const fee = {
      ...captured,
      sessionId: null,
      purpose: { kind: 'membership', membershipId: 'm-1', what: 'top-up' },
      quote: null,
      taxes: [],
    } as const;
    const receipt = receiptOf(fee, { stay: null });
    expect(receipt.lines).toEqual([{ text: 'Prepaid balance', amountMinor: 11_800 }]);
    expect(receipt).not.toHaveProperty('stay');
  });
});

describe('the receipt of money given back', () => {
  const refund = {
    type: 'PaymentRefunded',
    paymentId: 'p-1',
    sessionId: 's-1',
    refundId: 'r-1',
    receiptNumber: 6,
    amountMinor: 5_900,
    method: 'card',
    shiftId: null,
    reason: 'Charged twice',
  } as const;

  it('takes its share of the taxes back, and names the receipt before', () => {
    expect(receiptOf(refund, { captured: { at: AT - 60_000, event: captured } })).toMatchObject({
      kind: 'refund',
      refersTo: 5,
      lines: [{ text: 'Charged twice', amountMinor: -5_900 }],
      totalMinor: -5_900,
      netMinor: -5_000,
      taxes: [
        { label: 'CGST', netMinor: -5_000, taxMinor: -450 },
        { label: 'SGST', netMinor: -5_000, taxMinor: -450 },
      ],
      stay: { exitAt: AT - 60_000 },
    });
  });

  it('is written as well when the payment is long forgotten', () => {
    expect(receiptOf(refund)).toMatchObject({ totalMinor: -5_900, taxes: [] });
  });
});

it('there is no receipt for what moves no money', () => {
  const event = { type: 'BlockEnded', slotId: 'a1' } as const;
  const recorded = { seq: 1, at: AT, actor: { kind: 'station' }, commandId: 'c', event } as const;
  expect(receiptOfEvent(recorded, context)).toBeNull();
});
