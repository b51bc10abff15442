import { describe, expect, it } from 'vitest';
import { type ChargeRecord, emptyMemory, type Memory, withCharge } from './memory.ts';
import type { StatusInformation } from './status-information.ts';
import { type Doubt, type LastAnswer, verdictOn } from './verdict.ts';

const POUND = 826;
const before = { terminalId: '52523535', receipt: '0041', trace: '000900' };

const last = (change: Partial<StatusInformation> = {}): StatusInformation => ({
  resultCode: 0,
  amountMinor: 1_000,
  currencyNumeric: POUND,
  terminalId: '52523535',
  receipt: '0042',
  trace: '000901',
  originalTrace: null,
  cardName: 'Visa',
  text: '',
  time: '101500',
  date: '1122',
  totals: null,
  problem: null,
  ...change,
});

const doubt = (change: Partial<ChargeRecord> = {}, knownReceipt: string | null = null): Doubt => ({
  charge: { paymentId: 'p1', amountMinor: 1_000, before, outcome: null, ...change },
  knownReceipt,
  reported: false,
});

const spentOnAnother: Memory = withCharge(emptyMemory, {
  paymentId: 'p9',
  amountMinor: 1_000,
  before: null,
  outcome: {
    outcome: 'captured',
    amountMinor: 1_000,
    reference: {
      terminalId: '52523535',
      terminalReceipt: '0042',
      trace: '000901',
      cardName: 'Visa',
    },
  },
});

const endOfDay = { firstReceipt: '0001', lastReceipt: '0041', cards: [] };

describe('what became of a payment', () => {
  it.each<[string, Doubt, LastAnswer, string, Memory?]>([
    ['a new payment of this amount', doubt(), last(), 'captured'],
    ['the first payment of all', doubt({ before: 'none' }), last(), 'captured'],
    [
      'a new one, though it names no currency',
      doubt(),
      last({ currencyNumeric: null }),
      'captured',
    ],
    ['new to what the lot knew', doubt({ before: null }, '0041'), last(), 'captured'],
    ['a receipt number that began anew', doubt(), last({ receipt: '0001' }), 'captured'],
    ['still the one before', doubt(), last({ ...before }), 'not-captured'],
    ['still none', doubt({ before: 'none' }), 'none', 'not-captured'],
    ['still what the lot knew', doubt({ before: null }, '0042'), last(), 'not-captured'],
    ['a new one that was declined', doubt(), last({ resultCode: 5 }), 'declined'],
    ['a new one that was cancelled', doubt(), last({ resultCode: 0x6c }), 'cancelled'],
    [
      'a reversal of a payment after the one before',
      doubt(),
      last({ receipt: '0043', trace: '000902', originalTrace: '000901' }),
      'reversed-by-terminal',
    ],
    ['a reversal of an older payment', doubt(), last({ originalTrace: '000880' }), 'unknown'],
    [
      'a reversal of another amount',
      doubt(),
      last({ originalTrace: '000901', amountMinor: 5 }),
      'unknown',
    ],
    [
      'a receipt number of before with another trace',
      doubt(),
      last({ receipt: '0041' }),
      'unknown',
    ],
    [
      'no receipt number, and the trace of before',
      doubt(),
      last({ receipt: null, trace: '000900' }),
      'not-captured',
    ],
    ['no trace, and a new receipt', doubt(), last({ trace: null }), 'captured'],
    [
      'no number in common',
      doubt({ before: { ...before, trace: '' } }),
      last({ receipt: null }),
      'unknown',
    ],
    ['a terminal that does not name itself', doubt(), last({ terminalId: null }), 'captured'],
    ['another amount', doubt(), last({ amountMinor: 900 }), 'unknown'],
    ['another currency', doubt(), last({ currencyNumeric: 978 }), 'unknown'],
    ['no amount', doubt(), last({ amountMinor: null }), 'unknown'],
    ['no result', doubt(), last({ resultCode: null }), 'unknown'],
    ['no number', doubt(), last({ receipt: null, trace: null }), 'unknown'],
    ['an end of day', doubt(), last({ totals: endOfDay }), 'unknown'],
    ['another terminal', doubt(), last({ terminalId: '11111111' }), 'unknown'],
    ['what was before is not known', doubt({ before: null }), last(), 'unknown'],
    ['the payment of somebody else', doubt(), last(), 'unknown', spentOnAnother],
    ['a book that is empty now', doubt(), 'none', 'unknown'],
    ['a terminal that does not tell', doubt(), 'silent', 'unknown'],
    [
      'a terminal that does not tell, though it had none',
      doubt({ before: 'none' }),
      'silent',
      'unknown',
    ],
  ])('%s', (_what, asked, answer, expected, memory = emptyMemory) => {
    const outcome = verdictOn(asked, answer, memory, POUND);
    expect(outcome.outcome === 'failed' ? outcome.code : outcome.outcome).toBe(expected);
    if (outcome.outcome === 'unknown') expect(outcome.detail).toContain("terminal's own list");
  });
});
