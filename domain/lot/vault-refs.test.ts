import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS } from '../kernel/instant.ts';
import { cashFor, TestLot } from './lot.testing.ts';
import { searchedRefs, vaultRefsOf } from './vault-refs.ts';

describe('references to people in events', () => {
  test('are found in what happens with every vehicle as if all of it were searched', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.at += HOUR_MS;
    lot.events(cashFor(sessionId, 200));
    lot.events({ type: 'ReportPresence', slotId: 'a1', presence: 'occupied' });
    lot.events({ type: 'ReportGate', laneId: 'out', gate: 'open' });
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1', 0.95, 'r1', ['p2']);
    lot.pass('out');
    const events = lot.journal.map(({ event }) => event);
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set([
        'LotCreated',
        'LoopChanged',
        'PlateRead',
        'TicketIssued',
        'GateVended',
        'VehiclePassed',
        'SessionStarted',
        'PaymentCaptured',
        'PresenceChanged',
        'GateMoved',
        'SessionEnded',
      ]),
    );
    for (const event of events) expect(vaultRefsOf(event)).toEqual(searchedRefs(event));
    expect(events.flatMap(vaultRefsOf)).toEqual(['p1', 'p1', 'p1', 'p2']);
  });

  test('stand in the purpose of a payment as well', () => {
    const file = smallLot();
    const lostTicket = { feeMinor: 3_000, mode: 'flat' } as const;
    const lot = new TestLot({ ...file, tariff: { ...file.tariff, lostTicket } });
    const purpose = { kind: 'lost-ticket', vehicleClass: 'car', plateRef: 'p9' } as const;
    const amount = { amountMinor: 3_000, tenderedMinor: 3_000, part: false };
    const events = lot.events({ type: 'TakePayment', purpose, ...amount });
    expect(events.flatMap(vaultRefsOf)).toEqual(['p9']);
  });
});
