import type { RecordedEvent } from '../../lot/event.ts';
import type { Fact } from '../fact.ts';
import type { Known } from '../known.ts';

/** What was taken and given back, and for what. */
export function moneyFacts(_recorded: RecordedEvent, _known: Known): readonly Fact[] {
  return [];
}
