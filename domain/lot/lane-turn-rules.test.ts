import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import { effectsOf } from './effects.ts';
import type { LotEvent } from './event.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';

/** The small lot with its exit made reversible, without a schedule: it leads in. */
function reversible(): LotFile {
  const lot = smallLot();
  const lanes = lot.lanes.map((lane) =>
    lane.id === 'out' ? { ...lane, direction: 'reversible' as const } : lane,
  );
  return { ...lot, lanes };
}

const turn = (to: 'entry' | 'exit') =>
  ({ type: 'TurnLane', laneId: 'out', to, reason: 'queue' }) as const;
const isExit = (lot: LaneLot) => lot.state.lanes.get('out')?.way === 'exit';

function closed(): LaneLot {
  const lot = new LaneLot(reversible());
  lot.gate('out', 'closed');
  return lot;
}
const signs = (lot: LaneLot, events: readonly LotEvent[]) =>
  events
    .flatMap((event) => effectsOf(lot.state, event))
    .flatMap((effect) => (effect.kind === 'show' ? [effect.lines[0]] : []));

describe('rule 6: what keeps a lane from turning', () => {
  test.each([
    [
      'something on the safety loop',
      (lot: LaneLot) => lot.loop('out', 'safety', true),
      (lot: LaneLot) => lot.loop('out', 'safety', false),
    ],
    [
      'a gate that staff hold open',
      (lot: LaneLot) => lot.tell({ type: 'HoldGate', laneId: 'out', reason: 'event' }),
      (lot: LaneLot) => lot.tell({ type: 'CloseGate', laneId: 'out', reason: 'over' }),
    ],
    [
      'an arm that is up',
      (lot: LaneLot) => lot.gate('out', 'open'),
      (lot: LaneLot) => lot.gate('out', 'closed'),
    ],
    [
      'a barrier out of order',
      (lot: LaneLot) => lot.gate('out', 'fault'),
      (lot: LaneLot) => lot.gate('out', 'closed'),
    ],
  ])('%s', (_, begin, end) => {
    const lot = closed();
    begin(lot);
    expect(lot.types(turn('exit'))).toEqual(['LaneTurning']);
    expect(typesOf(lot.tick(SECOND_MS))).not.toContain('LaneTurned');
    end(lot);
    expect(typesOf(lot.tick(SECOND_MS))).toContain('LaneTurned');
    expect(isExit(lot)).toBe(true);
  });

  test('its sign says that it is closed, until it leads the other way', () => {
    const lot = closed();
    lot.loop('out', 'safety', true);
    expect(signs(lot, lot.events(turn('exit')))).toEqual(['LANE CLOSED']);
    lot.loop('out', 'safety', false);
    expect(signs(lot, lot.tick(SECOND_MS))).toEqual([smallLot().name]);
  });

  test('nobody leaves by ticket or by another system while it turns back', () => {
    const lot = closed();
    lot.enter('p1');
    lot.tell(turn('exit'));
    const number = [...lot.state.byTicket.keys()][0] ?? '';
    const claim = { ok: true, kind: 'ticket', number } as const;
    lot.tell({ type: 'HoldGate', laneId: 'out', reason: 'event' });
    lot.tell(turn('entry'));
    lot.at += SECOND_MS;
    lot.loop('out', 'arming', true);
    expect(lot.types({ type: 'ReportScan', laneId: 'out', claim, cardRef: null })).toEqual([
      'ExitRefused',
    ]);
    expect(lot.state.lanes.get('out')?.refusal).toBe('lane-turning');
    expect(lot.refusal({ type: 'RequestExit', laneId: 'out', by: { kind: 'ticket', claim } })).toBe(
      'lane-turning',
    );
  });
});
