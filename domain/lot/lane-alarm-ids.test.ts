import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { TestLot } from './lot.testing.ts';

/** As long as a lot file lets an id be. */
const LONG = 'x'.repeat(61);

test('alarms of lanes with long ids are told apart and can be acknowledged', () => {
  const lot = smallLot();
  const [entry] = lot.lanes;
  if (entry === undefined) throw new Error('the small lot has an entry');
  const lanes = ['a', 'b'].map((end) => ({ ...entry, id: `${LONG}-${end}` }));
  const small = new TestLot({ ...lot, lanes: [...lot.lanes, ...lanes], devices: [] });
  for (const { id } of lanes) small.events({ type: 'ReportGate', laneId: id, gate: 'fault' });
  expect(small.types({ type: 'Tick' })).toEqual(['AlarmRaised', 'AlarmRaised']);
  const ids = [...small.state.alarms.keys()];
  expect(new Set(ids).size).toBe(2);
  for (const alarmId of ids) {
    expect(alarmId.length).toBeLessThanOrEqual(64);
    expect(small.types({ type: 'AcknowledgeAlarm', alarmId })).toEqual(['AlarmAcknowledged']);
  }
});
