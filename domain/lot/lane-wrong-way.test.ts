import { describe, expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';

/** A vehicle has left by the exit, and its arm is still up. */
function exitStillOpen(): LaneLot {
  const lot = new LaneLot();
  lot.gate('out', 'closed');
  lot.loop('out', 'arming', true);
  lot.events({ type: 'VendGate', laneId: 'out', reason: 'let one out' });
  lot.underGate('out');
  lot.loop('out', 'safety', false);
  lot.at += 3 * SECOND_MS;
  return lot;
}

describe('rule 13: wrong way', () => {
  test('who comes in by an exit whose arm is still up is on record, with the plate, and an alarm', () => {
    const lot = exitStillOpen();
    lot.on('out', 'safety', true);
    lot.at += SECOND_MS;
    lot.on('out', 'arming', true);
    lot.read('out', 'p9');
    const events = lot.on('out', 'safety', false);
    expect(events).toMatchObject([
      { type: 'LoopChanged' },
      { type: 'WrongWaySeen', laneId: 'out', plateRef: 'p9' },
      { type: 'AlarmRaised', code: 'wrong-way', laneId: 'out' },
    ]);
    // It counts as no passage, and a second one raises no second alarm.
    lot.on('out', 'arming', false);
    lot.at += 5 * SECOND_MS;
    lot.on('out', 'safety', true);
    lot.on('out', 'arming', true);
    expect(typesOf(lot.on('out', 'safety', false))).toEqual(['LoopChanged', 'WrongWaySeen']);
    expect(lot.journal.filter(({ event }) => event.type === 'VehiclePassed')).toHaveLength(1);
  });

  test('the alarm is over when somebody has seen it', () => {
    const lot = exitStillOpen();
    lot.on('out', 'safety', true);
    lot.on('out', 'arming', true);
    lot.on('out', 'safety', false);
    const [alarm] = [...lot.state.alarms.values()].filter(({ code }) => code === 'wrong-way');
    lot.events({ type: 'AcknowledgeAlarm', alarmId: alarm?.id ?? '' });
    expect(lot.alarms()).not.toContain('wrong-way');
  });

  test.each<[string, (lot: LaneLot) => void]>([
    [
      'a person on the loop',
      (lot) => {
        lot.on('out', 'safety', true);
        lot.on('out', 'safety', false);
        lot.at += SECOND_MS;
        lot.on('out', 'arming', true);
      },
    ],
    [
      'a trailer behind the one that left, with the next one close',
      (lot) => {
        lot.at -= 2 * SECOND_MS;
        lot.on('out', 'safety', true);
        lot.on('out', 'arming', true);
        lot.on('out', 'safety', false);
      },
    ],
    [
      'the next one in its own direction',
      (lot) => {
        lot.on('out', 'arming', true);
        lot.on('out', 'safety', true);
        lot.on('out', 'safety', false);
      },
    ],
    [
      'anything under an arm that is down',
      (lot) => {
        lot.gate('out', 'closed');
        lot.on('out', 'safety', true);
        lot.on('out', 'arming', true);
        lot.on('out', 'safety', false);
      },
    ],
  ])('%s is none', (_, happen) => {
    const lot = exitStillOpen();
    happen(lot);
    expect(lot.alarms()).not.toContain('wrong-way');
  });

  test('a reversible lane has both sides', () => {
    const lot = new LaneLot({
      ...smallLot(),
      lanes: smallLot().lanes.map((lane) => ({ ...lane, direction: 'reversible' as const })),
    });
    lot.on('out', 'safety', true);
    lot.on('out', 'arming', true);
    lot.on('out', 'safety', false);
    expect(lot.alarms()).not.toContain('wrong-way');
  });
});
