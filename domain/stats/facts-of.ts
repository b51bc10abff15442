import type { RecordedEvent } from '../lot/event.ts';
import type { Fact } from './fact.ts';
import { bookingsFacts } from './facts/bookings.ts';
import { chargingFacts } from './facts/charging.ts';
import { devicesFacts } from './facts/devices.ts';
import { exceptionsFacts } from './facts/exceptions.ts';
import { moneyFacts } from './facts/money.ts';
import { settlementFacts } from './facts/settlement.ts';
import { trafficFacts } from './facts/traffic.ts';
import type { Known } from './known.ts';

const AREAS = [
  trafficFacts,
  moneyFacts,
  settlementFacts,
  chargingFacts,
  bookingsFacts,
  exceptionsFacts,
  devicesFacts,
] as const;

/**
 * What an event adds to the figures. Pure, with all that came before as `known`: the same journal
 * gives the same figures, so that they can be thrown away and made again at any time.
 */
export function factsOf(recorded: RecordedEvent, known: Known): readonly Fact[] {
  return AREAS.flatMap((area) => area(recorded, known));
}
