import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { duePayment } from './due.ts';
import { TestLot } from './lot.testing.ts';

const tariff = {
  ...smallLot().tariff,
  surcharges: [
    { kind: 'charging-energy', id: 'charging', name: 'Charging', feeMinorPerKwh: 100 },
    { kind: 'oversized', id: 'oversized', name: 'Oversized', feeMinor: 70 },
  ] as const,
  products: [
    { id: 'day', name: 'Day ticket', priceMinor: 900, validity: { kind: 'hours', hours: 24 } },
  ] as const,
};

function inside() {
  const lot = new TestLot({ ...smallLot(), tariff } as unknown as ReturnType<typeof smallLot>);
  const sessionId = lot.enter('p1');
  lot.at += HOUR_MS;
  const due = () => {
    const session = lot.state.sessions.get(sessionId);
    if (session === undefined) throw new Error('the vehicle is inside');
    return duePayment(lot.state, session, lot.at).dueMinor;
  };
  return { lot, sessionId, due };
}

test('what a stay used beside its slot comes on top of its fee', () => {
  const { lot, sessionId, due } = inside();
  const plain = due();
  const change = { chargingWh: 2_500, oversized: true };
  expect(lot.types({ type: 'ChangeStay', sessionId, change })).toEqual(['StayChanged']);
  expect(due()).toBe(plain + 250 + 70);
  expect(lot.types({ type: 'ChangeStay', sessionId, change })).toEqual([]);
});

test('a product that the driver chooses stands for the time that it covers', () => {
  const { lot, sessionId, due } = inside();
  lot.events({ type: 'ChangeStay', sessionId, change: { product: 'day' } });
  lot.at += 20 * HOUR_MS;
  expect(due()).toBe(900);
  lot.events({ type: 'ChangeStay', sessionId, change: { product: null } });
  expect(due()).not.toBe(900);
});

test('a product of another tariff is refused, and so is a stay that is over', () => {
  const { lot, sessionId } = inside();
  const change = { product: 'night' };
  expect(lot.refusal({ type: 'ChangeStay', sessionId, change })).toBe('product-unknown');
  expect(lot.refusal({ type: 'ChangeStay', sessionId: 'none', change: {} })).toBe(
    'session-unknown',
  );
});
