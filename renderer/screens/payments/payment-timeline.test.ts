import { describe, expect, it } from 'vitest';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { lot } from '../../link/live.testing.ts';
import { createFormat } from '../../strings/format.ts';
import { isReversible, needsAttention, refundableMinor, timelineOf } from './payment-timeline.ts';

const payment: PaymentRow = {
  id: 'p-1',
  state: 'captured',
  method: 'card',
  purpose: 'session',
  purposeId: 's-1',
  ticketNumber: '7K4M9QXTR',
  plate: null,
  amountMinor: 400,
  capturedMinor: 400,
  refundedMinor: 0,
  overpaidMinor: 0,
  currency: lot.currency,
  requestedAt: 1_000,
  capturedAt: 2_000,
  by: 'asha',
  receiptNumber: 7,
  link: null,
  reference: 'GHP1',
  expiresAt: null,
  laneId: null,
  deviceId: 'zvt',
  provider: null,
  detail: '',
  uncertain: false,
  ending: null,
  refunds: [],
};
const refund = {
  id: 'rf-1',
  amountMinor: 150,
  reason: 'goodwill',
  by: 'meera',
  requestedAt: 3_000,
  settledAt: null,
  failed: null,
};

describe('a payment', () => {
  const words = (row: PaymentRow) => timelineOf(row, createFormat(lot)).map(({ text }) => text);

  it('is told in the order in which it happened', () => {
    const told = words({
      ...payment,
      state: 'refunded',
      refundedMinor: 150,
      refunds: [{ ...refund, settledAt: 4_000 }],
    });
    expect(told).toHaveLength(4);
    expect(told[0]).toMatch(/asked for by asha/u);
    expect(told[1]).toMatch(/paid, receipt 7/u);
    expect(told[2]).toMatch(/Refund .+ asked for by meera: goodwill/u);
    expect(told[3]).toMatch(/refunded/u);
  });

  it('is one moment where cash was taken', () => {
    const told = words({ ...payment, method: 'cash', requestedAt: 2_000 });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/taken by asha, receipt 7/u);
  });

  it('says why it failed, and what goes on', () => {
    const failed = { ...payment, state: 'failed', capturedAt: null, detail: 'declined' } as const;
    expect(words(failed).at(-1)).toBe('Not paid: declined');
    expect(words({ ...payment, ending: 'reverse' }).at(-1)).toBe('Being reversed');
  });

  it('can be given back once: what is on its way counts, what failed does not', () => {
    expect(refundableMinor(payment)).toBe(400);
    expect(refundableMinor({ ...payment, refunds: [refund] })).toBe(250);
    expect(refundableMinor({ ...payment, refunds: [{ ...refund, failed: 'no' }] })).toBe(400);
    expect(refundableMinor({ ...payment, state: 'failed' })).toBe(0);
    expect(refundableMinor({ ...payment, ending: 'reverse' })).toBe(0);
  });

  it('is reversed only where terminal or drawer can, and nothing was refunded', () => {
    expect(isReversible(payment)).toBe(true);
    expect(isReversible({ ...payment, method: 'upi' })).toBe(false);
    expect(isReversible({ ...payment, refunds: [refund] })).toBe(false);
    expect(isReversible({ ...payment, refunds: [{ ...refund, failed: 'no' }] })).toBe(true);
  });

  it('asks for attention until what nobody owed is given back', () => {
    expect(needsAttention(payment)).toBe(false);
    expect(needsAttention({ ...payment, uncertain: true })).toBe(true);
    expect(needsAttention({ ...payment, overpaidMinor: 100 })).toBe(true);
    expect(needsAttention({ ...payment, overpaidMinor: 100, refundedMinor: 100 })).toBe(false);
    expect(needsAttention({ ...payment, overpaidMinor: 100, state: 'reversed' })).toBe(false);
  });
});
