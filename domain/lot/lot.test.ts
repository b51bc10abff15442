import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { NOON, TestLot } from './lot.testing.ts';

const ENTRY = {
  type: 'RequestEntry',
  laneId: 'in',
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
} as const;
const slotOf = (lot: TestLot, id: string) => lot.state.slots.get(id);
const laneOf = (lot: TestLot, id: string) => lot.state.lanes.get(id);

describe('entry', () => {
  test('arming loop, plate, vend, passage: the session starts when the vehicle has passed', () => {
    const lot = new TestLot();
    expect(lot.loop('in', 'arming', true)).toEqual(['LoopChanged']);
    expect(lot.read('in', 'p1')).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    expect(lot.loop('in', 'safety', true)).toEqual(['LoopChanged']);
    expect(lot.loop('in', 'arming', false)).toEqual(['LoopChanged']);
    expect(lot.loop('in', 'safety', false)).toEqual([
      'LoopChanged',
      'VehiclePassed',
      'SessionStarted',
    ]);
    expect(lot.state.tally.entriesToday).toBe(1);
    expect(laneOf(lot, 'in')?.phase).toBe('idle');
  });

  test('a read just before the arming loop is used when the vehicle arrives, an old one is not', () => {
    const lot = new TestLot();
    expect(lot.read('in', 'p1')).toEqual(['PlateRead']);
    lot.at += 5 * SECOND_MS;
    expect(lot.loop('in', 'arming', true)).toEqual(['LoopChanged', 'TicketIssued', 'GateVended']);

    const later = new TestLot();
    later.read('in', 'p1');
    later.at += 16 * SECOND_MS;
    expect(later.loop('in', 'arming', true)).toEqual(['LoopChanged']);
  });

  test('backing out voids the ticket and gives the slot back', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    const assigned = [...lot.state.sessions.values()][0]?.slotId ?? '';
    expect(slotOf(lot, assigned)?.sessionId).not.toBeNull();
    expect(lot.loop('in', 'arming', false)).toEqual([
      'LoopChanged',
      'VehicleBackedOut',
      'TicketVoided',
    ]);
    expect(lot.state.sessions.size).toBe(0);
    expect(slotOf(lot, assigned)?.sessionId).toBeNull();
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
    // It may come again at once: the read is no repeat.
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p1')).toContain('TicketIssued');
  });

  test('a vehicle that never passes loses its authorisation', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.at += 44 * SECOND_MS;
    expect(lot.types({ type: 'Tick' })).toEqual([]);
    lot.at += SECOND_MS;
    expect(lot.types({ type: 'Tick' })).toEqual(['AuthorisationExpired', 'TicketVoided']);
    expect(laneOf(lot, 'in')?.phase).toBe('armed');
  });

  test('refused when full, when already inside, and the reason stays on the lane', () => {
    const lot = new TestLot(smallLot([{ id: 'only' }]));
    lot.enter('p1');
    lot.loop('in', 'arming', true);
    expect(
      lot.events({
        type: 'ReportPlate',
        laneId: 'in',
        deviceId: 'cam',
        readId: 'x',
        plateRef: 'p2',
        confidence: 0.9,
        needs: ENTRY,
      }),
    ).toMatchObject([
      { type: 'PlateRead' },
      { type: 'EntryRefused', code: 'lot-full', plateRef: 'p2' },
    ]);
    expect(laneOf(lot, 'in')?.refusal).toBe('lot-full');
    lot.at += MINUTE_MS;
    expect(lot.refusal({ ...ENTRY, plateRef: 'p1' })).toBe('already-inside');
    expect(lot.refusal({ ...ENTRY, plateRef: null })).toBe('lot-full');
  });

  test('a repeated read is dropped, a better one of a doubtful plate is used', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    expect(lot.read('in', 'p1', 0.5)).toEqual(['PlateRead', 'StaffAsked']);
    expect(laneOf(lot, 'in')?.phase).toBe('asking');
    expect(lot.read('in', 'p1', 0.6)).toEqual([]);
    expect(lot.read('in', 'p1', 0.9)).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    expect(lot.read('in', 'p1', 0.97)).toEqual([]);
  });

  test('staff admit a doubtful read with the plate they see, or turn it away', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p7', 0.4);
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmRaised']);
    expect(lot.types({ type: 'AnswerRead', laneId: 'in', admit: false, plateRef: null })).toEqual([
      'StaffAnswered',
    ]);
    expect(laneOf(lot, 'in')?.phase).toBe('armed');
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmCleared']);
    expect(lot.refusal({ type: 'AnswerRead', laneId: 'in', admit: true, plateRef: 'p1' })).toBe(
      'nothing-asked',
    );
    lot.at += MINUTE_MS;
    lot.read('in', 'p7', 0.4);
    expect(lot.types({ type: 'AnswerRead', laneId: 'in', admit: true, plateRef: 'p1' })).toEqual([
      'StaffAnswered',
      'TicketIssued',
      'GateVended',
    ]);
    expect(lot.state.byPlate.has('p1')).toBe(true);
  });

  test('a vehicle right behind the first is served when the first has passed', () => {
    const lot = new TestLot();
    lot.loop('in', 'arming', true);
    lot.read('in', 'p1');
    lot.loop('in', 'safety', true);
    lot.loop('in', 'arming', false);
    lot.loop('in', 'arming', true);
    lot.read('in', 'p2');
    expect(lot.loop('in', 'safety', false)).toEqual([
      'LoopChanged',
      'VehiclePassed',
      'SessionStarted',
      'TicketIssued',
      'GateVended',
    ]);
    expect(lot.state.sessions.size).toBe(2);
  });

  test('without loops the session starts at vend', () => {
    const lot = new TestLot(withoutLoops());
    expect(lot.read('in', 'p1')).toEqual([
      'PlateRead',
      'TicketIssued',
      'GateVended',
      'SessionStarted',
    ]);
    expect(lot.loop('in', 'arming', true)).toEqual([]);
  });

  test('another system vouches for a vehicle that no loop has seen', () => {
    const lot = new TestLot();
    expect(lot.types({ ...ENTRY, plateRef: 'p1' })).toEqual([
      'TicketIssued',
      'GateVended',
      'SessionStarted',
    ]);
    expect(lot.refusal({ ...ENTRY, plateRef: null, laneId: 'out' })).toBe('lane-wrong-direction');
    expect(lot.refusal({ ...ENTRY, plateRef: null, laneId: 'nowhere' })).toBe('lane-unknown');
    expect(lot.refusal({ ...ENTRY, plateRef: null }, { kind: 'device', deviceId: 'button' })).toBe(
      'no-vehicle',
    );
  });
});

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
    const pay = { type: 'TakePayment', sessionId, method: 'cash', amountMinor: dueMinor } as const;
    expect(lot.refusal({ ...pay, amountMinor: dueMinor - 1, tenderedMinor: dueMinor })).toBe(
      'payment-wrong-amount',
    );
    expect(lot.refusal({ ...pay, tenderedMinor: dueMinor - 1 })).toBe('cash-too-little');
    expect(lot.events({ ...pay, tenderedMinor: dueMinor + 40 })).toMatchObject([
      { type: 'PaymentTaken', changeMinor: 40, receiptNumber: 1 },
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
    lot.events({
      type: 'TakePayment',
      sessionId,
      method: 'cash',
      amountMinor,
      tenderedMinor: amountMinor,
    });
    expect(
      lot.refusal({
        type: 'TakePayment',
        sessionId,
        method: 'cash',
        amountMinor: 1,
        tenderedMinor: 1,
      }),
    ).toBe('payment-not-due');
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
    const scan = (
      claim: { ok: true; ticketNumber: string } | { ok: false; code: 'ticket-forged' },
    ) => lot.events({ type: 'ReportScan', laneId: 'out', claim });
    expect(
      lot.refusal({ type: 'ReportScan', laneId: 'out', claim: { ok: true, ticketNumber } }),
    ).toBe('no-vehicle');
    lot.loop('out', 'arming', true);
    expect(scan({ ok: true, ticketNumber: 'AAAA' })).toMatchObject([
      { type: 'ExitRefused', code: 'ticket-unknown' },
    ]);
    expect(scan({ ok: false, code: 'ticket-forged' })).toMatchObject([
      { type: 'ExitRefused', code: 'ticket-forged' },
    ]);
    expect(scan({ ok: true, ticketNumber })).toMatchObject([{ type: 'GateVended', sessionId }]);
    lot.pass('out');
    lot.loop('out', 'arming', true);
    expect(scan({ ok: true, ticketNumber })).toMatchObject([
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
});

describe('slots', () => {
  test('move, undo, free, undo: the assignment follows and the pool with it', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    const from = lot.state.sessions.get(sessionId)?.slotId ?? '';
    const to = ['a1', 'a2', 'a3', 'a4'].find((id) => id !== from) ?? '';
    const [moved] = lot.events({
      type: 'OverrideSlot',
      slotId: from,
      action: { kind: 'move', toSlotId: to },
      reason: 'parked there',
    });
    expect(slotOf(lot, to)?.sessionId).toBe(sessionId);
    expect(slotOf(lot, from)?.sessionId).toBeNull();
    const overrideId = moved?.type === 'SlotOverridden' ? moved.overrideId : '';
    expect(lot.types({ type: 'UndoOverride', overrideId })).toEqual([
      'SlotOverridden',
      'SessionMoved',
    ]);
    expect(slotOf(lot, from)?.sessionId).toBe(sessionId);
    expect(lot.refusal({ type: 'UndoOverride', overrideId })).toBe('override-not-undoable');
    lot.events({
      type: 'OverrideSlot',
      slotId: from,
      action: { kind: 'free' },
      reason: 'not here',
    });
    expect(lot.state.sessions.get(sessionId)?.slotId).toBeNull();
    expect(
      lot.refusal({
        type: 'OverrideSlot',
        slotId: from,
        action: { kind: 'free' },
        reason: 'again',
      }),
    ).toBe('slot-empty');
  });

  test('blocked slots are not given out, and a timed block ends by itself', () => {
    const lot = new TestLot(smallLot([{ id: 'only' }]));
    const block = { kind: 'block', untilAt: NOON + HOUR_MS } as const;
    lot.events({ type: 'OverrideSlot', slotId: 'only', action: block, reason: 'oil on the floor' });
    expect(
      lot.refusal({ type: 'OverrideSlot', slotId: 'only', action: block, reason: 'twice' }),
    ).toBe('slot-blocked');
    expect(lot.refusal({ ...ENTRY, plateRef: null })).toBe('lot-full');
    lot.at = NOON + HOUR_MS;
    expect(lot.types({ type: 'Tick' })).toEqual(['BlockEnded']);
    expect(lot.types({ ...ENTRY, plateRef: null })).toContain('TicketIssued');
  });

  test('what the sensor got wrong is marked, and can be put back', () => {
    const lot = new TestLot();
    lot.events({ type: 'ReportPresence', slotId: 'a1', presence: 'occupied' });
    expect(lot.state.installed?.pool.vacantCount).toBe(3);
    const [marked] = lot.events({
      type: 'OverrideSlot',
      slotId: 'a1',
      action: { kind: 'mark', presence: 'vacant' },
      reason: 'nobody there',
    });
    expect(lot.state.installed?.pool.vacantCount).toBe(4);
    lot.events({
      type: 'UndoOverride',
      overrideId: marked?.type === 'SlotOverridden' ? marked.overrideId : '',
    });
    expect(slotOf(lot, 'a1')?.presence).toBe('occupied');
  });
});

describe('devices, alarms, shifts, the lot itself', () => {
  test('a dead device is an alarm that clears by itself and stays until acknowledged', () => {
    const lot = new TestLot(withoutLoops());
    lot.events({ type: 'ReportDevice', deviceId: 'gate-in', status: 'online', detail: '' });
    expect(
      lot.types({
        type: 'ReportDevice',
        deviceId: 'gate-in',
        status: 'offline',
        detail: 'no reply',
      }),
    ).toEqual(['DeviceStatusChanged', 'AlarmRaised']);
    expect(
      lot.types({
        type: 'ReportDevice',
        deviceId: 'gate-in',
        status: 'offline',
        detail: 'no reply',
      }),
    ).toEqual([]);
    expect(
      lot.types({ type: 'ReportDevice', deviceId: 'gate-in', status: 'online', detail: '' }),
    ).toEqual(['DeviceStatusChanged', 'AlarmCleared']);
    const alarmId = [...lot.state.alarms.keys()][0] ?? '';
    expect(lot.types({ type: 'AcknowledgeAlarm', alarmId })).toEqual(['AlarmAcknowledged']);
    expect(lot.state.alarms.size).toBe(0);
  });

  test('a shift counts what it takes', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    lot.events({ type: 'OpenShift', floatMinor: 1_000 });
    expect(lot.refusal({ type: 'OpenShift', floatMinor: 1 })).toBe('shift-open');
    lot.at += HOUR_MS;
    lot.events({
      type: 'TakePayment',
      sessionId,
      method: 'cash',
      amountMinor: 200,
      tenderedMinor: 200,
    });
    expect(lot.events({ type: 'CloseShift', countedMinor: 1_190 })).toMatchObject([
      { expectedMinor: 1_200, countedMinor: 1_190 },
    ]);
    expect(lot.refusal({ type: 'CloseShift', countedMinor: 0 })).toBe('shift-not-open');
  });

  test('a changed lot keeps what stays and refuses to lose what is in use', () => {
    const lot = new TestLot();
    const sessionId = lot.enter('p1');
    const used = lot.state.sessions.get(sessionId)?.slotId;
    expect(lot.types({ type: 'OpenLot', lot: smallLot() })).toEqual([]);
    expect(lot.refusal({ type: 'OpenLot', lot: smallLot([{ id: 'z9' }]) })).toBe('lot-in-use');
    expect(
      lot.types({ type: 'OpenLot', lot: smallLot([{ id: used ?? '' }, { id: 'z9' }]) }),
    ).toEqual(['LotChanged']);
    expect([...lot.state.slots.keys()].sort()).toEqual([used, 'z9'].sort());
    expect(lot.state.installed?.pool.vacantCount).toBe(1);
  });
});

function withoutLoops() {
  const lot = smallLot();
  const serial = { path: 'x', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  return {
    ...lot,
    lanes: lot.lanes.map((lane) => ({ ...lane, detection: 'none' as const })),
    devices: [
      { id: 'gate-in', label: 'Gate', driver: 'scanner-serial' as const, laneId: 'in', serial },
    ],
  };
}
