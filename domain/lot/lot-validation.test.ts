import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { TicketClaim } from '../ticket/claim.ts';
import type { ShopTerms } from '../validation/shop.ts';
import { shopTermsSchema } from '../validation/shop.ts';
import { TestLot, withoutLoops } from './lot.testing.ts';

const MANAGER = { kind: 'user', name: 'mara', role: 'manager' } as const;

const CINEMA = shopTermsSchema.parse({
  name: 'Cinema',
  offers: [
    { id: 'hour', kind: 'minutes', value: 60, label: 'One hour' },
    { id: 'half', kind: 'percent', value: 50, label: 'Half the fee' },
    { id: 'all', kind: 'percent', value: 100, label: 'Free parking' },
    { id: 'two', kind: 'amount', value: 200, label: '2.00 off' },
    { id: 'old', kind: 'amount', value: 500, label: 'Opening week', active: false },
  ],
});

function withShop(change: Partial<ShopTerms> = {}, lot = new TestLot()) {
  const terms = { ...CINEMA, ...change };
  const [saved] = lot.events({ type: 'SaveShop', shopId: null, terms }, MANAGER);
  const shopId = saved?.type === 'ShopSaved' ? saved.shopId : '';
  return { lot, shopId };
}

const nonces = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    ((index + from + 1) * 7_654_321).toString(16).padStart(10, '0').padEnd(32, '0'),
  );

function codes(lot: TestLot, shopId: string, offerId: string, count = 1): readonly string[] {
  const [issued] = lot.events(
    {
      type: 'IssueValidationCodes',
      shopId,
      offerId,
      validUntilAt: lot.at + 7 * DAY_MS,
      nonces: nonces(count, lot.state.validations.codes.size),
    },
    MANAGER,
  );
  return issued?.type === 'ValidationCodesIssued' ? issued.numbers : [];
}

const claim = (number = '', kind: 'validation' | 'ticket' = 'validation'): TicketClaim => ({
  ok: true,
  kind,
  number,
});

const byCode = (sessionId: string, number?: string) =>
  ({ type: 'ApplyValidation', sessionId, by: { kind: 'code', claim: claim(number) } }) as const;
const byOffer = (sessionId: string, shopId: string, offerId: string) =>
  ({ type: 'ApplyValidation', sessionId, by: { kind: 'offer', shopId, offerId } }) as const;

const dueAt = (lot: TestLot, laneId = 'out') => lot.state.lanes.get(laneId)?.dueMinor ?? null;
const tally = (lot: TestLot, shopId: string) => lot.state.validations.shops.get(shopId)?.tally;

function cash(lot: TestLot, sessionId: string, amountMinor: number) {
  return lot.events({
    type: 'TakePayment',
    purpose: { kind: 'session', sessionId },
    amountMinor,
    tenderedMinor: amountMinor,
    part: false,
  });
}

describe('a validation', () => {
  test.each([
    ['hour', 600 - 200],
    ['half', 300],
    ['two', 400],
  ])(
    '%s leaves the rest of the fee to be paid, and the shop owes the difference',
    (offerId, rest) => {
      const { lot, shopId } = withShop();
      const sessionId = lot.enter('p1');
      lot.at += 3 * HOUR_MS - MINUTE_MS;
      lot.events(byOffer(sessionId, shopId, offerId));
      expect(tally(lot, shopId)).toMatchObject({ dayCount: 1, pendingMinor: 600 - rest });
      expect(cash(lot, sessionId, rest)).toMatchObject([
        { type: 'PaymentCaptured', amountMinor: rest },
        { type: 'ValidationSettled', values: [{ shopId, valueMinor: 600 - rest }] },
      ]);
      expect(tally(lot, shopId)).toMatchObject({ dayValueMinor: 600 - rest, pendingMinor: 0 });
    },
  );

  test('shown at the exit lowers the amount, and opens the gate when nothing is left', () => {
    const { lot, shopId } = withShop();
    const [free] = codes(lot, shopId, 'all');
    const sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    expect(dueAt(lot)).toBe(400);
    const scan = { type: 'ReportScan', laneId: 'out', claim: claim(free), cardRef: null } as const;
    expect(lot.events(scan)).toMatchObject([
      { type: 'ValidationApplied', sessionId, shopId, code: free, worthMinor: 400 },
      { type: 'GateVended', sessionId, overrideReason: null, tracked: true },
    ]);
    lot.loop('out', 'safety', true);
    lot.loop('out', 'arming', false);
    // The fee became nothing, so no payment tells what the shop gave: the end of the stay does.
    expect(
      lot.events({ type: 'ReportLoop', laneId: 'out', loop: 'safety', on: false }),
    ).toContainEqual({
      type: 'ValidationSettled',
      sessionId,
      values: [{ shopId, valueMinor: 400 }],
    });
    expect(tally(lot, shopId)).toMatchObject({ dayValueMinor: 400, pendingMinor: 0 });
    expect(lot.state.validations.stays.size).toBe(0);
  });

  test('that leaves a rest shows the new amount in the lane, also when the desk gives it', () => {
    const { lot, shopId } = withShop();
    const sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    expect(lot.types(byOffer(sessionId, shopId, 'half'))).toEqual([
      'ValidationApplied',
      'PaymentDue',
    ]);
    expect(dueAt(lot)).toBe(200);
    const [given] = lot.state.validations.stays.get(sessionId)?.applied ?? [];
    const withdraw = {
      type: 'WithdrawValidation',
      sessionId,
      validationId: given?.id ?? '',
      reason: 'wrong car',
    } as const;
    expect(lot.types(withdraw)).toEqual(['ValidationWithdrawn', 'PaymentDue']);
    expect(dueAt(lot)).toBe(400);
    expect(tally(lot, shopId)).toMatchObject({ dayCount: 0, pendingMinor: 0 });
  });

  test('in a lane without loops settles and ends in one go', () => {
    const { lot, shopId } = withShop({}, new TestLot(withoutLoops()));
    lot.read('in', 'p1');
    const sessionId = lot.state.byPlate.get('p1') ?? '';
    lot.at += 2 * HOUR_MS;
    lot.read('out', 'p1');
    expect(lot.types(byOffer(sessionId, shopId, 'all'))).toEqual([
      'ValidationApplied',
      'GateVended',
      'ValidationSettled',
      'SessionEnded',
    ]);
    expect(tally(lot, shopId)).toMatchObject({ dayValueMinor: 400, pendingMinor: 0 });
  });

  test('before the ticket is refused on the sign, and nothing is used up', () => {
    const { lot, shopId } = withShop();
    const [code] = codes(lot, shopId, 'all');
    lot.enter('p1');
    lot.loop('out', 'arming', true);
    const scan = { type: 'ReportScan', laneId: 'out', claim: claim(code), cardRef: null } as const;
    expect(lot.events(scan)).toMatchObject([
      { type: 'ExitRefused', code: 'validation-needs-ticket' },
    ]);
    expect(lot.state.validations.codes.get(code ?? '')?.usedFor).toBeNull();
  });
});

describe('a validation is refused', () => {
  test('when its code was used, be it for another stay or the same', () => {
    const { lot, shopId } = withShop();
    const [code] = codes(lot, shopId, 'two');
    const first = lot.enter('p1');
    const second = lot.enter('p2');
    lot.at += HOUR_MS;
    lot.events(byCode(first, code));
    expect(lot.refusal(byCode(second, code))).toBe('validation-used');
    expect(lot.refusal(byCode(first, code))).toBe('validation-used');
  });

  test('when its code is unknown, expired, cancelled, or of another kind', () => {
    const { lot, shopId } = withShop();
    const [one, two] = codes(lot, shopId, 'two', 3);
    const sessionId = lot.enter('p1');
    const ticket = lot.state.sessions.get(sessionId)?.ticketNumber;
    expect(lot.refusal(byCode(sessionId, 'AAAAAAAAA'))).toBe('validation-unknown');
    expect(lot.refusal(byCode(sessionId, ticket))).toBe('validation-unknown');
    const forged = { ok: false, code: 'ticket-forged' } as const;
    const by = { kind: 'code', claim: forged } as const;
    expect(lot.refusal({ type: 'ApplyValidation', sessionId, by })).toBe('ticket-forged');
    const { batchId = '' } = lot.state.validations.codes.get(two ?? '') ?? {};
    const cancel = { type: 'CancelValidationCodes', batchId, reason: 'sheet stolen' } as const;
    lot.events(byCode(sessionId, one));
    expect(lot.events(cancel)).toMatchObject([{ count: 2, shopId }]);
    expect(lot.types(cancel)).toEqual([]);
    const other = lot.enter('p2');
    expect(lot.refusal(byCode(other, two))).toBe('validation-cancelled');
    const [late] = codes(lot, shopId, 'two');
    lot.at += 7 * DAY_MS;
    expect(lot.refusal(byCode(other, late))).toBe('validation-expired');
  });

  test('a typed number of a code is one', () => {
    const { lot, shopId } = withShop();
    const [code] = codes(lot, shopId, 'two');
    const sessionId = lot.enter('p1');
    const by = { kind: 'code', claim: claim(code, 'ticket') } as const;
    expect(lot.types({ type: 'ApplyValidation', sessionId, by })).toEqual(['ValidationApplied']);
  });

  test('when shop or offer is unknown, or gives nothing at present', () => {
    const { lot, shopId } = withShop();
    const sessionId = lot.enter('p1');
    expect(lot.refusal(byOffer(sessionId, 'nobody', 'two'))).toBe('shop-unknown');
    expect(lot.refusal(byOffer(sessionId, shopId, 'none'))).toBe('offer-unknown');
    expect(lot.refusal(byOffer(sessionId, shopId, 'old'))).toBe('offer-inactive');
    const [code] = codes(lot, shopId, 'two');
    lot.events({ type: 'SaveShop', shopId, terms: { ...CINEMA, active: false } });
    expect(lot.refusal(byOffer(sessionId, shopId, 'two'))).toBe('shop-inactive');
    expect(lot.refusal(byCode(sessionId, code))).toBe('shop-inactive');
  });

  test('twice for a stay by one shop, once for each of two shops', () => {
    const { lot, shopId } = withShop();
    const other = withShop({ name: 'Baker' }, lot).shopId;
    const sessionId = lot.enter('p1');
    lot.at += 3 * HOUR_MS;
    lot.events(byOffer(sessionId, shopId, 'hour'));
    expect(lot.refusal(byOffer(sessionId, shopId, 'two'))).toBe('validation-once');
    lot.events(byOffer(sessionId, other, 'two'));
    // Three started hours and a bit: 8.00, an hour less is 6.00, and 2.00 off.
    const due = lot.events({
      type: 'RequestExit',
      laneId: 'out',
      by: { kind: 'plate', plateRef: 'p1' },
    });
    expect(due).toMatchObject([{ code: 'payment-due' }]);
    const settled = cash(lot, sessionId, 200).find(({ type }) => type === 'ValidationSettled');
    expect(settled).toMatchObject({
      values: [
        { shopId, valueMinor: 200 },
        { shopId: other, valueMinor: 200 },
      ],
    });
  });

  test('when the stay is unknown, has ended, or is paid', () => {
    const { lot, shopId } = withShop();
    expect(lot.refusal(byOffer('s-none', shopId, 'two'))).toBe('session-unknown');
    const sessionId = lot.enter('p1');
    lot.at += HOUR_MS - MINUTE_MS;
    cash(lot, sessionId, 200);
    expect(lot.refusal(byOffer(sessionId, shopId, 'two'))).toBe('validation-too-late');
    lot.at += HOUR_MS;
    // Its grace is over and more is due: the shop may pay for that.
    expect(lot.types(byOffer(sessionId, shopId, 'two'))).toEqual(['ValidationApplied']);
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    lot.pass('out');
    expect(lot.refusal(byOffer(sessionId, shopId, 'two'))).toBe('session-unknown');
  });

  test('when the shop has given all that it may in a day or a month, by count or value', () => {
    const { lot, shopId } = withShop({ perDay: { countMax: 2, valueMaxMinor: null } });
    const stays = ['p1', 'p2', 'p3'].map((plate) => lot.enter(plate));
    lot.at += HOUR_MS;
    lot.events(byOffer(stays[0] ?? '', shopId, 'two'));
    lot.events(byOffer(stays[1] ?? '', shopId, 'two'));
    expect(lot.refusal(byOffer(stays[2] ?? '', shopId, 'two'))).toBe('validation-limit');
    lot.at += DAY_MS;
    expect(lot.refusal(byOffer(stays[2] ?? '', shopId, 'two'))).toBeNull();

    const byValue = withShop({ perMonth: { countMax: null, valueMaxMinor: 300 } });
    const sessionId = byValue.lot.enter('p1');
    const next = byValue.lot.enter('p2');
    byValue.lot.at += 2 * HOUR_MS;
    byValue.lot.events(byOffer(sessionId, byValue.shopId, 'two'));
    expect(byValue.lot.refusal(byOffer(next, byValue.shopId, 'two'))).toBe('validation-limit');
    byValue.lot.at += 31 * DAY_MS;
    // In another month, but what is not settled yet still counts.
    expect(byValue.lot.refusal(byOffer(next, byValue.shopId, 'two'))).toBe('validation-limit');
  });

  test('to be withdrawn without a reason, twice, or once it is settled', () => {
    const { lot, shopId } = withShop();
    const sessionId = lot.enter('p1');
    const [code] = codes(lot, shopId, 'two');
    lot.at += 2 * HOUR_MS - MINUTE_MS;
    const [applied] = lot.events(byCode(sessionId, code));
    const validationId = applied?.type === 'ValidationApplied' ? applied.validationId : '';
    const withdraw = {
      type: 'WithdrawValidation',
      sessionId,
      validationId,
      reason: 'by mistake',
    } as const;
    expect(lot.refusal({ ...withdraw, reason: ' ' })).toBe('reason-needed');
    expect(lot.types(withdraw)).toEqual(['ValidationWithdrawn']);
    expect(lot.refusal(withdraw)).toBe('validation-unknown');
    const [again] = lot.events(byCode(sessionId, code));
    cash(lot, sessionId, 200);
    const settled = again?.type === 'ValidationApplied' ? again.validationId : '';
    expect(lot.refusal({ ...withdraw, validationId: settled })).toBe('validation-too-late');
  });
});

describe('a shop', () => {
  test('that is saved as it is changes nothing; an unknown one is refused', () => {
    const { lot, shopId } = withShop();
    expect(lot.types({ type: 'SaveShop', shopId, terms: CINEMA })).toEqual([]);
    expect(lot.refusal({ type: 'SaveShop', shopId: 'sh-none', terms: CINEMA })).toBe(
      'shop-unknown',
    );
  });

  test('gets codes only for offers it gives, for a time ahead, and not too many', () => {
    const { lot, shopId } = withShop();
    const issue = {
      type: 'IssueValidationCodes',
      shopId,
      offerId: 'two',
      validUntilAt: lot.at + DAY_MS,
      nonces: nonces(1),
    } as const;
    expect(lot.refusal({ ...issue, validUntilAt: lot.at })).toBe('codes-until');
    expect(lot.refusal({ ...issue, nonces: [] })).toBe('codes-too-many');
    expect(lot.refusal({ ...issue, nonces: nonces(501) })).toBe('codes-too-many');
    expect(lot.refusal({ ...issue, offerId: 'old' })).toBe('offer-inactive');
    expect(lot.events({ ...issue, nonces: nonces(500) })).toMatchObject([{ shopId }]);
    expect(lot.state.validations.codes.size).toBe(500);
  });

  test('has terms that are checked', () => {
    const offer = { id: 'x', kind: 'percent', value: 101, label: 'Too much' };
    expect(shopTermsSchema.safeParse({ name: 'A', offers: [offer] }).success).toBe(false);
    const good = { ...offer, value: 100 };
    expect(shopTermsSchema.safeParse({ name: 'A', offers: [good, good] }).success).toBe(false);
    expect(shopTermsSchema.safeParse({ name: 'A', offers: [] }).success).toBe(false);
  });
});
