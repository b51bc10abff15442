import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { effectsAfterRestart, effectsOf } from './effects.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';
import { ENTRY } from './lot.testing.ts';

const PANEL = { kind: 'device', deviceId: 'fire' } as const;
const fire = (on: boolean) => ({ type: 'ReportFire', deviceId: 'fire', on }) as const;
const ASKED = { ...ENTRY, plateRef: null };
const end = { type: 'EndEvacuation', reason: 'all clear' } as const;

function withPanel(): LotFile {
  const panel = {
    id: 'fire',
    label: 'Fire panel',
    driver: 'contact-mqtt',
    contact: 'fire-alarm',
  } as const;
  return { ...smallLot(), devices: [panel] };
}

/** The small lot with its exit made reversible, out on Mondays from 12:30 to 14:00. */
function reversible(): LotFile {
  const lot = smallLot();
  const schedule = [
    { days: ['mon' as const], from: '12:30', to: '14:00', direction: 'exit' as const },
  ];
  const lanes = lot.lanes.map((lane) =>
    lane.id === 'out' ? { ...lane, direction: 'reversible' as const, schedule } : lane,
  );
  return { ...lot, lanes };
}

describe('rule 8: fire', () => {
  test('every gate goes up, every sign says so, and one alarm stands', () => {
    const lot = new LaneLot(withPanel());
    const events = lot.events(fire(true), PANEL);
    expect(typesOf(events)).toEqual(['EvacuationStarted', 'AlarmRaised']);
    const effects = events.flatMap((event) => effectsOf(lot.state, event));
    for (const laneId of ['in', 'out']) {
      expect(effects).toContainEqual({ kind: 'hold', laneId });
      expect(effects).toContainEqual(
        expect.objectContaining({
          kind: 'show',
          laneId,
          lines: ['LEAVE NOW', 'All gates are open'],
        }),
      );
    }
    expect(lot.events(fire(true), PANEL)).toEqual([]);
    expect(lot.alarms()).toEqual(['evacuation']);
    expect(lot.journal.at(-2)?.actor).toEqual(PANEL);
  });

  test('nobody is let in or asked for money, nothing comes down, and all that leave are counted', () => {
    const lot = new LaneLot(withPanel());
    const known = lot.enter('p1');
    lot.at += HOUR_MS;
    lot.events(fire(true), PANEL);
    expect(lot.turnedAway(ASKED)).toBe('evacuation');
    expect(lot.refusal({ type: 'CloseGate', laneId: 'out', reason: 'test' })).toBe('evacuation');
    const signs: string[] = [];
    const kinds = new Set<string>();
    const from = lot.journal.length;
    lot.loop('out', 'arming', true);
    lot.read('out', 'p1');
    lot.pass('out');
    lot.loop('out', 'arming', true);
    lot.pass('out');
    for (const { event } of lot.journal.slice(from))
      for (const effect of effectsOf(lot.state, event)) {
        kinds.add(effect.kind);
        if (effect.kind === 'show') signs.push(effect.lines.join(' '));
      }
    expect(kinds).toEqual(new Set(['show']));
    expect(new Set(signs)).toEqual(new Set(['LEAVE NOW All gates are open']));
    expect(lot.state.sessions.has(known)).toBe(false);
    expect(lot.journal.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'GateVended', overrideReason: 'Fire alarm' }),
    );
    expect(lot.state.evacuation?.passed).toBe(2);
  });

  test('a gate that does not rise is an alarm of its lane', () => {
    const lot = new LaneLot(withPanel());
    for (const laneId of ['in', 'out']) lot.gate(laneId, 'closed');
    lot.events(fire(true), PANEL);
    lot.gate('in', 'open');
    lot.tick(15 * SECOND_MS);
    expect(lot.alarms()).toEqual(['evacuation', 'gate-not-up']);
    expect([...lot.state.alarms.values()].at(-1)).toMatchObject({ laneId: 'out' });
    lot.gate('out', 'open');
    lot.tick(HOUR_MS);
    // Up for an hour, as it should be.
    expect(lot.alarms()).toEqual(['evacuation']);
  });

  test('it ends when the panel is silent and staff say so, and what was held stays held', () => {
    const lot = new LaneLot(withPanel());
    lot.tell({ type: 'HoldGate', laneId: 'in', reason: 'Event' });
    lot.events(fire(true), PANEL);
    expect(lot.refusal(end)).toBe('fire-input-on');
    expect(typesOf(lot.events(fire(false), PANEL))).toEqual(['FireInputChanged']);
    expect(lot.state.evacuation).not.toBeNull();
    const events = lot.events(end);
    expect(events).toMatchObject([
      { type: 'EvacuationEnded', reason: 'all clear', passed: 0 },
      { type: 'AlarmCleared' },
    ]);
    const effects = events.flatMap((event) => effectsOf(lot.state, event));
    expect(effects).toContainEqual({ kind: 'hold', laneId: 'in' });
    expect(effects).toContainEqual({ kind: 'close', laneId: 'out' });
    expect(lot.refusal(end)).toBe('no-evacuation');
  });

  test('by hand as well, with a reason; a restart in the middle opens every gate again', () => {
    const lot = new LaneLot(withPanel());
    expect(lot.refusal({ type: 'StartEvacuation', reason: ' ' })).toBe('reason-needed');
    lot.tell({ type: 'StartEvacuation', reason: 'Drill' });
    const kinds = effectsAfterRestart(lot.state, lot.at);
    for (const laneId of ['in', 'out']) expect(kinds).toContainEqual({ kind: 'hold', laneId });
    expect(lot.refusal({ type: 'ReportFire', deviceId: 'stranger', on: true })).toBe(
      'device-unknown',
    );
  });
});

describe('rule 9: a driver calls', () => {
  const call = { type: 'ReportCall', laneId: 'in' } as const;

  test('one alarm until somebody answers, however often the button is pressed', () => {
    const lot = new LaneLot();
    lot.loop('in', 'arming', true);
    expect(lot.types(call)).toEqual(['HelpCalled', 'AlarmRaised']);
    expect(lot.types(call)).toEqual([]);
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual(['help-called']);
    lot.tell({ type: 'AnswerCall', laneId: 'in' });
    lot.tick(SECOND_MS);
    expect(lot.state.alarms.size).toBe(0);
    expect(lot.state.lanes.get('in')?.call).toMatchObject({ answeredBy: 'asha' });
  });

  test.each([
    ['opened', (lot: LaneLot) => lot.events({ type: 'VendGate', laneId: 'in', reason: 'helped' })],
    ['ended', (lot: LaneLot) => lot.events({ type: 'EndCall', laneId: 'in' })],
    ['left', (lot: LaneLot) => lot.on('in', 'arming', false)],
    [
      'passed',
      (lot: LaneLot) => {
        lot.read('in', 'p1');
        lot.loop('in', 'safety', true);
        lot.loop('in', 'arming', false);
        return lot.on('in', 'safety', false);
      },
    ],
  ] as const)('it is over when it is %s', (how, act) => {
    const lot = new LaneLot();
    lot.loop('in', 'arming', true);
    lot.events(call);
    expect(act(lot)).toContainEqual({ type: 'HelpEnded', laneId: 'in', how });
    lot.tick(SECOND_MS);
    expect(lot.state.lanes.get('in')?.call).toBeNull();
    expect(lot.alarms()).toEqual([]);
    expect(lot.refusal({ type: 'AnswerCall', laneId: 'in' })).toBe('no-call');
  });
});

describe('rule 6: a reversible lane', () => {
  const turn = (to: 'entry' | 'exit' | 'schedule') =>
    ({ type: 'TurnLane', laneId: 'out', to, reason: 'queue' }) as const;
  const wayOf = (lot: LaneLot) => lot.state.lanes.get('out')?.way;

  test('turns by its schedule when it is clear, and back', () => {
    const lot = new LaneLot(reversible());
    expect(lot.tick(29 * MINUTE_MS)).toEqual([]);
    expect(typesOf(lot.tick(MINUTE_MS))).toEqual(['LaneTurning', 'LaneTurned']);
    expect(wayOf(lot)).toBe('exit');
    expect(typesOf(lot.tick(90 * MINUTE_MS))).toEqual(['LaneTurning', 'LaneTurned']);
    expect(wayOf(lot)).toBe('entry');
  });

  test('serves who stands there, nobody who comes after, and turns behind them', () => {
    const lot = new LaneLot(reversible());
    lot.gate('out', 'closed');
    lot.loop('out', 'arming', true);
    expect(lot.types(turn('exit'))).toEqual(['LaneTurning']);
    lot.at += SECOND_MS;
    expect(lot.read('out', 'p1')).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    lot.underGate('out');
    lot.loop('out', 'arming', true);
    lot.loop('out', 'safety', false);
    expect(lot.read('out', 'p2')).toEqual(['PlateRead', 'EntryRefused']);
    expect(lot.state.lanes.get('out')?.refusal).toBe('lane-turning');
    expect(lot.refusal({ ...ASKED, laneId: 'out' })).toBe('lane-turning');
    lot.loop('out', 'arming', false);
    // Its gate is still up: who drove in now would meet the other direction.
    expect(lot.tick(SECOND_MS)).toEqual([]);
    lot.gate('out', 'closed');
    expect(typesOf(lot.tick())).toEqual(['LaneTurned']);
    expect(lot.refusal({ ...ASKED, laneId: 'out' })).toBe('lane-wrong-direction');
    // By hand, so the schedule leaves it alone.
    expect(typesOf(lot.tick(5 * HOUR_MS))).toEqual([]);
    lot.tell(turn('schedule'));
    expect(wayOf(lot)).toBe('entry');
  });

  test('that cannot turn for a vehicle in it calls staff', () => {
    const lot = new LaneLot(reversible());
    lot.loop('out', 'arming', true);
    lot.tell(turn('exit'));
    lot.tick(2 * MINUTE_MS);
    expect(lot.alarms()).toEqual(['lane-turn-stuck']);
  });

  test('only where the lot file says so', () => {
    const lot = new LaneLot(reversible());
    expect(lot.refusal({ ...turn('exit'), laneId: 'in' })).toBe('lane-not-reversible');
    expect(lot.refusal({ ...turn('exit'), reason: '' })).toBe('reason-needed');
  });

  test('never leads both ways: whatever happens, all tickets of one turn are of one direction', () => {
    const loop = fc.record({
      type: fc.constant('ReportLoop' as const),
      laneId: fc.constant('out'),
      loop: fc.constantFrom('arming' as const, 'safety' as const),
      on: fc.boolean(),
    });
    const gate = fc.record({
      type: fc.constant('ReportGate' as const),
      laneId: fc.constant('out'),
      gate: fc.constantFrom('closed' as const, 'open' as const),
    });
    const read = fc.constantFrom('p1', 'p2', 'p3');
    const step = fc.oneof(
      loop,
      gate,
      read,
      fc.constantFrom(turn('entry'), turn('exit'), turn('schedule')),
      fc.constant({ type: 'Tick' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (run) => {
        const lot = new LaneLot(reversible());
        for (const one of run) {
          lot.at += SECOND_MS;
          const before = wayOf(lot);
          const clear = lot.state.lanes.get('out');
          const wasEmpty = clear?.phase === 'idle' && !clear.armingOn && !clear.safetyOn;
          if (typeof one === 'string') lot.read('out', one, 0.95, `r${lot.at}`);
          else lot.tell(one);
          // It turns only with nobody in it.
          if (wayOf(lot) !== before) expect(wasEmpty).toBe(true);
        }
        let way = 'entry';
        for (const { event } of lot.journal) {
          if (event.type === 'LaneTurned') way = event.to;
          if (event.type === 'TicketIssued') expect(way).toBe('entry');
          if (event.type === 'SessionEnded') expect(way).toBe('exit');
        }
      }),
      { numRuns: 200 },
    );
  });
});
