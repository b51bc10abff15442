import { describe, expect, it } from 'vitest';
import type { LotEvent } from '../../lot/event.ts';
import type { Known, KnownSession } from '../known.ts';
import { moneyFacts } from './money.ts';

const SLOT = { levelId: 'l1', zoneId: 'yard', kind: 'ev', openToCars: false };

const known = (session: Partial<KnownSession> | null): Known => ({
  session: () => session as KnownSession | null,
  payment: () => ({ laneId: null, purpose: 'session', taxes: [], quote: null }) as never,
  request: () => null,
  slot: (id) => (id === 'a1' ? SLOT : null),
  plateConfidenceMin: 0.8,
});

const bySlot = (event: object, of: Known) =>
  moneyFacts(
    { seq: 1, at: 0, actor: { kind: 'station' }, commandId: 'c', event: event as LotEvent },
    of,
  ).filter(({ measure }) => measure === 'slot-receipts');

const paid = (sessionId: string | null): object => ({
  type: 'PaymentCaptured',
  sessionId,
  purpose: { kind: 'session' },
  method: 'cash',
  amountMinor: 500,
  taxes: [],
  quote: null,
  laneId: null,
  shiftId: null,
});

describe('receipts by where the vehicle stood', () => {
  it('count for its level, zone and kind', () => {
    const [fact] = bySlot(paid('s'), known({ slotId: 'a1' }));
    expect(fact).toMatchObject({ dims: ['l1', 'yard', 'ev'], count: 1, amount: 500 });
  });

  it('count for no slot where there is none', () => {
    for (const all of [known(null), known({ slotId: null }), known({ slotId: 'gone' })])
      expect(bySlot(paid('s'), all)[0]).toMatchObject({ dims: ['', '', ''], amount: 500 });
    expect(bySlot(paid(null), known(null))[0]).toMatchObject({ dims: ['', '', ''], amount: 500 });
  });

  it('take back what is given back', () => {
    const refund = { ...paid('s'), type: 'PaymentRefunded', amountMinor: 200 };
    const reversal = { ...paid('s'), type: 'PaymentReversed', amountMinor: 300 };
    const of = known({ slotId: 'a1' });
    expect([bySlot(refund, of)[0]?.amount, bySlot(reversal, of)[0]?.amount]).toEqual([-200, -300]);
  });
});
