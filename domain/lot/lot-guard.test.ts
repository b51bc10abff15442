import { describe, expect, test } from 'vitest';
import { lotFileSchema } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { TestLot, withoutLoops } from './lot.testing.ts';

type PlateMatch = 'exact' | 'near-asks' | 'near-passes';

function lotWith(plateMatch?: PlateMatch): TestLot {
  const file = smallLot();
  const out = file.lanes.find(({ id }) => id === 'out');
  if (out === undefined) throw new Error('the small lot has an exit');
  return new TestLot({
    ...file,
    // Two exits, so that one ticket can be tried at both.
    lanes: [...file.lanes, { ...out, id: 'out2', label: 'Exit 2' }],
    policies: { ...file.policies, ...(plateMatch !== undefined && { plateMatch }) },
    tariff: { ...file.tariff, lostTicket: { feeMinor: 3_000, mode: 'flat' } },
  });
}

const scan = (lot: TestLot, number: string, laneId = 'out') =>
  lot.events({
    type: 'ReportScan',
    laneId,
    claim: { ok: true, kind: 'ticket', number },
    cardRef: null,
  });

const ticketOf = (lot: TestLot, sessionId: string) =>
  lot.state.sessions.get(sessionId)?.ticketNumber ?? '';

const laneOf = (lot: TestLot, id = 'out') => lot.state.lanes.get(id);
const see = (lot: TestLot, plate: string, near: readonly string[] = []) =>
  lot.read('out', plate, 0.95, `read ${plate}`, near);

describe('a ticket at an exit whose camera reads another plate', () => {
  function swapped() {
    const lot = lotWith();
    const mine = lot.enter('p1');
    lot.at += 2 * MINUTE_MS;
    lot.loop('out', 'arming', true);
    expect(see(lot, 'p9')).toEqual(['PlateRead', 'ExitRefused']);
    return { lot, mine };
  }

  test('opens nothing: staff see both plates', () => {
    const { lot, mine } = swapped();
    expect(scan(lot, ticketOf(lot, mine))).toMatchObject([
      { type: 'PlateDiffers', sessionId: mine, entryPlateRef: 'p1', exitPlateRef: 'p9' },
    ]);
    expect(laneOf(lot)).toMatchObject({
      phase: 'asking',
      question: { kind: 'plate-differs', plateRef: 'p9', entryPlateRef: 'p1', sessionIds: [mine] },
    });
    expect(lot.events({ type: 'Tick' })).toMatchObject([
      { type: 'AlarmRaised', code: 'plate-differs', laneId: 'out' },
    ]);
  });

  test('let out with a reason, it goes like any other, and the question is settled', () => {
    const { lot, mine } = swapped();
    scan(lot, ticketOf(lot, mine));
    lot.types({ type: 'Tick' });
    const answer = { type: 'AnswerPlate', laneId: 'out', letOut: true, sessionId: null } as const;
    expect(lot.refusal({ ...answer, reason: ' ' })).toBe('reason-needed');
    expect(lot.events({ ...answer, reason: 'plate was changed' })).toMatchObject([
      { type: 'PlateAnswered', letOut: true, sessionId: mine },
      { type: 'GateVended', sessionId: mine, overrideReason: null },
    ]);
    expect(lot.types({ type: 'Tick' })).toEqual(['AlarmCleared']);
    expect(lot.state.alarms.size).toBe(0);
    lot.pass('out');
    expect(lot.state.sessions.size).toBe(0);
  });

  test('refused, the lane waits for another ticket; nothing is asked twice', () => {
    const { lot, mine } = swapped();
    scan(lot, ticketOf(lot, mine));
    const answer = {
      type: 'AnswerPlate',
      laneId: 'out',
      letOut: false,
      sessionId: null,
      reason: '',
    } as const;
    expect(lot.events(answer)).toMatchObject([
      { type: 'PlateAnswered', letOut: false },
      { type: 'ExitRefused', code: 'plate-differs' },
    ]);
    expect(laneOf(lot)).toMatchObject({ phase: 'armed', question: null });
    expect(lot.refusal(answer)).toBe('nothing-asked');
    expect(lot.state.sessions.has(mine)).toBe(true);
  });

  test('refused to a vehicle with a stay of its own, that stay is asked to pay again', () => {
    const lot = lotWith();
    const cheap = lot.enter('p1');
    const dear = lot.enter('p2');
    lot.at += 3 * HOUR_MS;
    lot.loop('out', 'arming', true);
    expect(see(lot, 'p2')).toEqual(['PlateRead', 'PaymentDue']);
    expect(scan(lot, ticketOf(lot, cheap))).toMatchObject([
      { type: 'PlateDiffers', sessionId: cheap },
    ]);
    const answer = { type: 'AnswerPlate', laneId: 'out', letOut: false, sessionId: null } as const;
    expect(lot.events({ ...answer, reason: 'swapped' })).toMatchObject([
      { type: 'PlateAnswered' },
      { type: 'PaymentDue', sessionId: dear },
    ]);
  });

  test('is no matter when the plates resemble each other, or the camera was not sure', () => {
    const lot = lotWith();
    const mine = lot.enter('p1');
    lot.loop('out', 'arming', true);
    expect(see(lot, 'p9', ['p1'])).toEqual(['PlateRead', 'NearPlatesFound']);
    expect(scan(lot, ticketOf(lot, mine))).toMatchObject([{ type: 'GateVended' }]);
    lot.pass('out');
    const other = lot.enter('p2');
    lot.loop('out', 'arming', true);
    expect(lot.read('out', 'p8', 0.4)).toEqual(['PlateRead', 'StaffAsked']);
    expect(scan(lot, ticketOf(lot, other))).toMatchObject([{ type: 'GateVended' }]);
  });

  test('counts for the vehicle that was read, not for the one behind it', () => {
    const lot = lotWith();
    const first = lot.enter('p1');
    const second = lot.enter('p2');
    lot.loop('out', 'arming', true);
    see(lot, 'p9');
    lot.loop('out', 'arming', false);
    lot.loop('out', 'arming', true);
    expect(scan(lot, ticketOf(lot, first))).toMatchObject([{ type: 'GateVended' }]);
    lot.pass('out');
    lot.at += HOUR_MS;
    see(lot, 'p9');
    // A read from long before: its vehicle never came.
    lot.at += MINUTE_MS;
    lot.loop('out', 'arming', true);
    expect(scan(lot, ticketOf(lot, second))).toMatchObject([{ type: 'PaymentDue' }]);
  });

  test('in a lane without loops only a fresh read counts', () => {
    const lot = new TestLot(withoutLoops());
    lot.read('in', 'p1');
    const mine = lot.state.byPlate.get('p1') ?? '';
    lot.read('out', 'p9');
    expect(scan(lot, ticketOf(lot, mine))).toMatchObject([{ type: 'PlateDiffers' }]);
    lot.at += MINUTE_MS;
    const late = scan(lot, ticketOf(lot, mine));
    expect(late).toMatchObject([{ type: 'GateVended' }, { type: 'SessionEnded' }]);
  });
});

describe('a plate at an exit that is not inside, but resembles one', () => {
  function near(rule: PlateMatch | undefined, refs: readonly string[]) {
    const lot = lotWith(rule);
    const stays = ['p1', 'p2'].map((plate) => lot.enter(plate));
    lot.loop('out', 'arming', true);
    return { lot, stays, seen: see(lot, 'p9', refs) };
  }

  test.each([
    [undefined, ['p1'], ['PlateRead', 'NearPlatesFound']],
    ['near-asks', ['p1'], ['PlateRead', 'NearPlatesFound']],
    ['near-passes', ['p1'], ['PlateRead', 'NearPlateTaken', 'GateVended']],
    ['near-passes', ['p1', 'p2'], ['PlateRead', 'NearPlatesFound']],
    ['near-passes', ['gone'], ['PlateRead', 'ExitRefused']],
    ['exact', ['p1'], ['PlateRead', 'ExitRefused']],
    ['near-asks', [], ['PlateRead', 'ExitRefused']],
  ] as const)('by the rule %s with %j: %j', (rule, refs, expected) => {
    expect(near(rule, refs).seen).toEqual(expected);
  });

  test('staff say which of several it is', () => {
    const { lot, stays } = near('near-asks', ['p1', 'p2']);
    const answer = { type: 'AnswerPlate', laneId: 'out', letOut: true, reason: '' } as const;
    expect(lot.refusal({ ...answer, sessionId: null })).toBe('plate-not-near');
    expect(lot.refusal({ ...answer, sessionId: 's-other' })).toBe('plate-not-near');
    expect(lot.events({ ...answer, sessionId: stays[1] ?? '' })).toMatchObject([
      { type: 'PlateAnswered', sessionId: stays[1] },
      { type: 'GateVended', sessionId: stays[1] },
    ]);
  });

  test('or that it is none of them', () => {
    const { lot } = near('near-asks', ['p1']);
    const answer = { type: 'AnswerPlate', laneId: 'out', letOut: false, sessionId: null } as const;
    expect(lot.events({ ...answer, reason: '' })).toMatchObject([
      { type: 'PlateAnswered' },
      { type: 'ExitRefused', code: 'not-inside' },
    ]);
  });
});

describe('a lost ticket', () => {
  test('costs what the tariff says, is replaced, and opens nothing any more', () => {
    const lot = lotWith();
    const sessionId = lot.enter('p1');
    const old = ticketOf(lot, sessionId);
    lot.at += HOUR_MS;
    const declare = { type: 'DeclareTicketLost', sessionId, reason: 'lost in the shop' } as const;
    expect(lot.refusal({ ...declare, reason: '' })).toBe('reason-needed');
    expect(lot.events(declare)).toMatchObject([{ type: 'TicketLost', lostNumber: old }]);
    expect(lot.refusal(declare)).toBe('ticket-already-lost');
    lot.loop('out', 'arming', true);
    expect(scan(lot, old)).toMatchObject([{ type: 'ExitRefused', code: 'ticket-lost' }]);
    expect(scan(lot, ticketOf(lot, sessionId))).toMatchObject([
      { type: 'PaymentDue', dueMinor: 3_000 },
    ]);
  });

  test('is good again when it is found before it was paid; the replacement is void then', () => {
    const lot = lotWith();
    const sessionId = lot.enter('p1');
    const old = ticketOf(lot, sessionId);
    lot.at += HOUR_MS - MINUTE_MS;
    lot.loop('out', 'arming', true);
    see(lot, 'p1');
    lot.events({ type: 'DeclareTicketLost', sessionId, reason: 'lost' });
    expect(laneOf(lot)?.dueMinor).toBe(3_000);
    const replacement = ticketOf(lot, sessionId);
    const found = { type: 'WithdrawTicketLost', sessionId, reason: 'in the glove box' } as const;
    expect(lot.types(found)).toEqual(['TicketFound', 'PaymentDue']);
    expect(lot.refusal(found)).toBe('ticket-not-lost');
    expect(laneOf(lot)?.dueMinor).toBe(200);
    expect(scan(lot, replacement)).toMatchObject([{ code: 'ticket-void' }]);
    expect(scan(lot, old)).toMatchObject([{ type: 'PaymentDue', sessionId }]);
  });

  test('once paid stays lost', () => {
    const lot = lotWith();
    const sessionId = lot.enter('p1');
    lot.events({ type: 'DeclareTicketLost', sessionId, reason: 'lost' });
    lot.events({
      type: 'TakePayment',
      purpose: { kind: 'session', sessionId },
      amountMinor: 3_000,
      tenderedMinor: 3_000,
      part: false,
    });
    const found = { type: 'WithdrawTicketLost', sessionId, reason: 'found' } as const;
    expect(lot.refusal(found)).toBe('lost-ticket-paid');
  });

  test('that no stay can be found for is paid, and its receipt is the reason to open', () => {
    const lot = lotWith();
    const purpose = { kind: 'lost-ticket', vehicleClass: 'car', plateRef: null } as const;
    const pay = { type: 'TakePayment', purpose, part: false } as const;
    expect(lot.refusal({ ...pay, amountMinor: 100, tenderedMinor: 100 })).toBe(
      'payment-wrong-amount',
    );
    expect(lot.events({ ...pay, amountMinor: 3_000, tenderedMinor: 3_000 })).toMatchObject([
      { type: 'PaymentCaptured', purpose, receiptNumber: 1 },
    ]);
  });
});

describe('a vehicle that follows another through', () => {
  function exitOpen(lot: TestLot) {
    lot.loop('out', 'arming', true);
    see(lot, 'p1');
    lot.types({ type: 'ReportGate', laneId: 'out', gate: 'open' });
    lot.loop('out', 'safety', true);
    lot.loop('out', 'arming', false);
  }

  test('is seen, raises one alarm, and ends no stay', () => {
    const lot = lotWith();
    lot.enter('p1');
    const second = lot.enter('p2');
    exitOpen(lot);
    lot.loop('out', 'arming', true);
    expect(lot.loop('out', 'safety', false)).toContain('SessionEnded');
    expect(
      lot.events({ type: 'ReportLoop', laneId: 'out', loop: 'safety', on: true }),
    ).toMatchObject([
      { type: 'LoopChanged', phase: 'armed' },
      { type: 'TailgateSeen', count: 1, sessionId: null },
      { type: 'AlarmRaised', code: 'tailgating', laneId: 'out' },
    ]);
    lot.loop('out', 'arming', false);
    lot.loop('out', 'safety', false);
    expect(lot.state.sessions.has(second)).toBe(true);
    lot.loop('out', 'arming', true);
    expect(lot.loop('out', 'safety', true)).toEqual(['LoopChanged', 'TailgateSeen']);
    const [alarm] = lot.state.alarms.values();
    expect(lot.types({ type: 'AcknowledgeAlarm', alarmId: alarm?.id ?? '' })).toEqual([
      'AlarmAcknowledged',
      'AlarmCleared',
    ]);
    expect(lot.state.alarms.size).toBe(0);
  });

  test('is not the one that rolls forth and back, before or after it has passed', () => {
    const lot = lotWith();
    lot.enter('p1');
    lot.loop('out', 'arming', true);
    see(lot, 'p1');
    lot.types({ type: 'ReportGate', laneId: 'out', gate: 'open' });
    for (const on of [true, false, true])
      expect(lot.loop('out', 'safety', on)).toEqual(['LoopChanged']);
    lot.loop('out', 'arming', false);
    expect(lot.loop('out', 'safety', false)).toContain('SessionEnded');
    for (const on of [true, false]) expect(lot.loop('out', 'safety', on)).toEqual(['LoopChanged']);
  });

  test('is not the next one whose own way was opened', () => {
    const lot = lotWith();
    lot.enter('p1');
    lot.enter('p2');
    exitOpen(lot);
    lot.loop('out', 'arming', true);
    see(lot, 'p2');
    expect(lot.loop('out', 'safety', false)).toContain('GateVended');
    expect(lot.loop('out', 'safety', true)).toEqual(['LoopChanged']);
  });
});

describe('one ticket', () => {
  test('shown at two exits in the same instant opens one of them', () => {
    const lot = lotWith();
    const sessionId = lot.enter('p1');
    for (const laneId of ['out', 'out2']) lot.loop(laneId, 'arming', true);
    const number = ticketOf(lot, sessionId);
    expect(scan(lot, number)).toMatchObject([{ type: 'GateVended' }]);
    expect(scan(lot, number, 'out2')).toMatchObject([{ type: 'ExitRefused', code: 'ticket-used' }]);
    // Its plate at the other exit is the same stay.
    expect(lot.read('out2', 'p1')).toEqual(['PlateRead', 'ExitRefused']);
    lot.pass('out');
    expect(scan(lot, number, 'out2')).toMatchObject([{ code: 'ticket-used' }]);
  });

  test('paid once gives one grace; nil payments give no second one', () => {
    const lot = lotWith();
    const sessionId = lot.enter('p1');
    lot.at += HOUR_MS;
    const pay = (amountMinor: number) =>
      lot.tell({
        type: 'TakePayment',
        purpose: { kind: 'session', sessionId },
        amountMinor,
        tenderedMinor: amountMinor,
        part: false,
      });
    expect(pay(200).ok).toBe(true);
    const until = lot.state.sessions.get(sessionId)?.graceUntilAt ?? 0;
    for (let turn = 0; turn < 5; turn += 1) {
      lot.at += 2 * MINUTE_MS;
      pay(0);
    }
    expect(lot.state.sessions.get(sessionId)?.graceUntilAt).toBe(until);
    lot.at = until;
    expect(pay(0).ok).toBe(false);
  });

  test('opens no entry, and its plate comes in once', () => {
    const lot = lotWith();
    const sessionId = lot.enter('p1');
    lot.at += MINUTE_MS;
    lot.loop('in', 'arming', true);
    expect(
      lot.refusal({
        type: 'ReportScan',
        laneId: 'in',
        claim: { ok: true, kind: 'ticket', number: ticketOf(lot, sessionId) },
        cardRef: null,
      }),
    ).toBe('lane-wrong-direction');
    expect(
      lot.events({
        type: 'ReportPlate',
        laneId: 'in',
        deviceId: 'cam',
        readId: 'again',
        plateRef: 'p1',
        confidence: 0.99,
        nearRefs: [],
        needs: { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false },
      }),
    ).toMatchObject([{ type: 'PlateRead' }, { type: 'EntryRefused', code: 'already-inside' }]);
  });
});

test('the rules of a lot file are checked', () => {
  const file = smallLot();
  const bad = (policies: object) =>
    lotFileSchema.safeParse({ ...file, policies: { ...file.policies, ...policies } }).success;
  expect(bad({ plateMatchEdits: 3 })).toBe(false);
  expect(bad({ plateMatch: 'maybe' })).toBe(false);
  expect(bad({ validationsPerStay: 0 })).toBe(false);
  expect(bad({ plateMatchEdits: 2, plateMatch: 'exact', validationsPerStay: 3 })).toBe(true);
});
