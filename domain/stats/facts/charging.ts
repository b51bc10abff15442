import type { RecordedEvent } from '../../lot/event.ts';
import { type Fact, fact } from '../fact.ts';
import type { Known } from '../known.ts';

/** Energy that chargers gave, by the moment at which a charge was over. */
export function chargingFacts({ event }: RecordedEvent, known: Known): readonly Fact[] {
  if (event.type !== 'ChargingStopped') return [];
  const { deviceId: device, slotId, wh } = event;
  const zone = known.slot(slotId)?.zoneId ?? '';
  return [fact('charging', { device, zone }, { amount: Math.round(wh), isListed: true })];
}
