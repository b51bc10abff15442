import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { TicketClaim } from '../ticket/claim.ts';
import { cashFor, TestLot } from './lot.testing.ts';

const laneOf = (lot: TestLot, id: string) => lot.state.lanes.get(id);

describe('exit', () => {
  test('within the free minutes the gate opens, and the session ends behind it', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += 5 * MINUTE_MS;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toEqual(['PlateRead', 'GateVended']);
    lot.loop('out', 'safety', true);
    lot.loop('out', 'arming', false);
    expect(lot.loop('out', 'safety', false)).toEqual([
      'LoopChanged',
      'VehiclePassed',
      'SessionEnded',
    ]);
    expect(lot.state.sessions.has(sessionId)).toBe(false);
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
  });

  test('the amount is shown, and the payment opens the gate where the vehicle waits', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toEqual(['PlateRead', 'PaymentDue']);
    const dueMinor = laneOf(lot, 'out')?.dueMinor ?? 0;
    expect(dueMinor).toBeGreaterThan(0);
    const pay = cashFor(sessionId, dueMinor);
    expect(lot.refusal({ ...pay, amountMinor: dueMinor - 1, tenderedMinor: dueMinor })).toBe(
      'payment-wrong-amount',
    );
    expect(lot.refusal({ ...pay, tenderedMinor: dueMinor - 1 })).toBe('cash-too-little');
    expect(lot.events({ ...pay, tenderedMinor: dueMinor + 40 })).toMatchObject([
      { type: 'PaymentCaptured', changeMinor: 40, receiptNumber: 1 },
      { type: 'GateVended', sessionId, tracked: true },
    ]);
    lot.pass('out');
    expect(lot.state.sessions.size).toBe(0);
    expect(lot.state.tally.takingsTodayMinor).toBe(dueMinor);
  });

  test('paid at the desk: free within the grace, due again after it', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += 2 * HOUR_MS;
    const due = lot.events({
      type: 'RequestExit',
      laneId: 'out',
      by: { kind: 'plate', plateRef: 'p1' },
    });
    expect(due).toMatchObject([{ type: 'ExitRefused', code: 'payment-due' }]);
    const amountMinor = 400;
    lot.events(cashFor(sessionId, amountMinor));
    expect(lot.refusal(cashFor(sessionId, 1))).toBe('payment-not-due');
    lot.at += 14 * MINUTE_MS;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toContain('GateVended');
    lot.loop('out', 'arming', false);
    lot.at += 2 * MINUTE_MS;
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p1')).toEqual(['PlateRead', 'PaymentDue']);
  });

  test('tickets: unknown, void, used, refused by signature, and the right one', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    const ticketNumber = lot.state.sessions.get(sessionId)?.ticketNumber ?? '';
    const scan = (claim: TicketClaim) =>
      lot.events({ type: 'ReportScan', laneId: 'out', claim, cardRef: null });
    expect(
      lot.refusal({
        type: 'ReportScan',
        laneId: 'out',
        claim: { ok: true, kind: 'ticket', number: ticketNumber },
        cardRef: null,
      }),
    ).toBe('no-vehicle');
    lot.loop('out', 'arming', true);
    expect(scan({ ok: true, kind: 'ticket', number: 'AAAA' })).toMatchObject([
      { type: 'ExitRefused', code: 'ticket-unknown' },
    ]);
    expect(scan({ ok: false, code: 'ticket-forged' })).toMatchObject([
      { type: 'ExitRefused', code: 'ticket-forged' },
    ]);
    expect(scan({ ok: true, kind: 'ticket', number: ticketNumber })).toMatchObject([
      { type: 'GateVended', sessionId },
    ]);
    lot.pass('out');
    lot.loop('out', 'arming', true);
    expect(scan({ ok: true, kind: 'ticket', number: ticketNumber })).toMatchObject([
      { type: 'ExitRefused', code: 'ticket-used' },
    ]);
  });

  test('a plate that is not inside calls staff after a minute; opening by hand needs a reason', () => {
    const lot = new TestLot();
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p9')).toEqual(['PlateRead', 'ExitRefused']);
    lot.at += MINUTE_MS;
    expect(lot.events({ type: 'Tick' })).toMatchObject([
      { type: 'AlarmRaised', code: 'exit-stuck', laneId: 'out' },
    ]);
    expect(lot.types({ type: 'Tick' })).toEqual([]);
    expect(lot.refusal({ type: 'VendGate', laneId: 'out', reason: '  ' })).toBe('reason-needed');
    expect(lot.events({ type: 'VendGate', laneId: 'out', reason: 'came in unseen' })).toMatchObject(
      [{ type: 'GateVended', sessionId: null, overrideReason: 'came in unseen', tracked: true }],
    );
    lot.pass('out');
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmCleared']);
  });

  test('opened by hand for a vehicle that owes: its session ends with the opening on record', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += 3 * HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    expect(
      lot.events({ type: 'VendGate', laneId: 'out', reason: 'card reader broken' }),
    ).toMatchObject([{ type: 'GateVended', sessionId, overrideReason: 'card reader broken' }]);
    lot.pass('out');
    expect(lot.state.sessions.size).toBe(0);
  });

  test('a stay that no exit saw is closed by hand, with a reason, and the plate may come again', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    const slotId = lot.state.sessions.get(sessionId)?.slotId ?? '';
    const close = { type: 'CloseSession', sessionId, reason: 'left by the open gate' } as const;
    expect(lot.refusal({ ...close, reason: ' ' })).toBe('reason-needed');
    lot.at += HOUR_MS;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    expect(lot.refusal(close)).toBe('lane-busy');
    lot.loop('out', 'arming', false);
    expect(lot.types(close)).toEqual(['SessionClosed']);
    expect(lot.refusal(close)).toBe('session-unknown');
    expect(lot.state.slots.get(slotId)?.sessionId).toBeNull();
    expect(lot.enter('p1')).not.toBe('');
  });

  test('something that stays under the gate calls staff, and the alarm goes with it', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.loop('in', 'safety', true);
    lot.loop('in', 'arming', false);
    lot.at += MINUTE_MS;
    expect(lot.events({ type: 'Tick' })).toMatchObject([
      { type: 'AlarmRaised', code: 'passage-stuck' },
    ]);
    lot.loop('in', 'safety', false);
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmCleared']);
  });
});
