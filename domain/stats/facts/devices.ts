import type { RecordedEvent } from '../../lot/event.ts';
import type { Fact } from '../fact.ts';
import type { Known } from '../known.ts';

/** How devices fared, and how well cameras read. */
export function devicesFacts(_recorded: RecordedEvent, _known: Known): readonly Fact[] {
  return [];
}
