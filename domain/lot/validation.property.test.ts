import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import { shopTermsSchema } from '../validation/shop.ts';
import { TestLot } from './lot.testing.ts';

const TERMS = shopTermsSchema.parse({
  name: 'Cinema',
  offers: [
    { id: 'two', kind: 'amount', value: 200, label: '2.00 off' },
    { id: 'half', kind: 'percent', value: 50, label: 'Half' },
  ],
});
const PLATES = ['p1', 'p2', 'p3'];
const CODES = 4;

function withCodes() {
  const lot = new TestLot();
  const [saved] = lot.events({ type: 'SaveShop', shopId: null, terms: TERMS });
  const shopId = saved?.type === 'ShopSaved' ? saved.shopId : '';
  const issue = (offerId: string, digit: string) =>
    lot.events({
      type: 'IssueValidationCodes',
      shopId,
      offerId,
      validUntilAt: lot.at + DAY_MS,
      nonces: [`${digit}1`, `${digit}2`].map((start) => start.padEnd(32, '7')),
    });
  issue('two', 'a');
  issue('half', 'b');
  const numbers = [...lot.state.validations.codes.keys()];
  expect(numbers).toHaveLength(CODES);
  return { lot, shopId, numbers };
}

const step = fc.record({
  what: fc.constantFrom('enter', 'apply', 'scan', 'withdraw', 'pay', 'leave'),
  plate: fc.constantFrom(...PLATES),
  code: fc.nat(CODES - 1),
  afterMs: fc.nat(2 * HOUR_MS),
});

test('a code is used at most once, and the ledger is what the fees fell by, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { lot, shopId, numbers } = withCodes();
      for (const { what, plate, code, afterMs } of steps) {
        lot.at += afterMs;
        const sessionId = lot.state.byPlate.get(plate);
        const claim = { ok: true, kind: 'validation', number: numbers[code] ?? '' } as const;
        if (what === 'enter' && sessionId === undefined) {
          lot.loop('in', 'arming', true);
          lot.read('in', plate, 0.95, `r${lot.at}`);
          lot.pass('in');
        } else if (sessionId === undefined) continue;
        else if (what === 'apply')
          lot.tell({ type: 'ApplyValidation', sessionId, by: { kind: 'code', claim } });
        else if (what === 'withdraw') {
          const validationId = lot.state.validations.stays.get(sessionId)?.applied[0]?.id ?? '';
          lot.tell({ type: 'WithdrawValidation', sessionId, validationId, reason: 'mistake' });
        } else if (what === 'pay') {
          lot.tell({ type: 'RequestExit', laneId: 'out', by: { kind: 'plate', plateRef: plate } });
          for (const amountMinor of [0, 100, 200, 300, 400, 600, 800, 1_000])
            lot.tell({
              type: 'TakePayment',
              purpose: { kind: 'session', sessionId },
              amountMinor,
              tenderedMinor: amountMinor,
              part: false,
            });
        } else {
          lot.tell({ type: 'ReportLoop', laneId: 'out', loop: 'arming', on: true });
          lot.read('out', plate, 0.95, `r${lot.at}`);
          if (what === 'scan')
            lot.tell({ type: 'ReportScan', laneId: 'out', claim, cardRef: null });
          if (lot.state.lanes.get('out')?.phase === 'vended') lot.pass('out');
          lot.tell({ type: 'ReportLoop', laneId: 'out', loop: 'arming', on: false });
        }
      }
      const uses = new Map<string, number>();
      const values = new Map<string, number>();
      for (const { event } of lot.journal) {
        if (event.type === 'ValidationApplied' && event.code !== null)
          uses.set(event.validationId, numbers.indexOf(event.code));
        if (event.type === 'ValidationWithdrawn') uses.delete(event.validationId);
        if (event.type === 'ValidationSettled')
          for (const { valueMinor } of event.values) values.set(event.sessionId, valueMinor);
      }
      const used = [...uses.values()];
      expect(new Set(used).size).toBe(used.length);
      const { tally } = lot.state.validations.shops.get(shopId) ?? {};
      expect(tally?.pendingMinor).toBeGreaterThanOrEqual(0);
      if (lot.state.validations.stays.size === 0) expect(tally?.pendingMinor).toBe(0);
      for (const value of values.values()) expect(value).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 150 },
  );
});
