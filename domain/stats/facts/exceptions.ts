import type { RecordedEvent } from '../../lot/event.ts';
import type { Fact } from '../fact.ts';
import type { Known } from '../known.ts';

/** What did not go its usual way, and who decided it. */
export function exceptionsFacts(_recorded: RecordedEvent, _known: Known): readonly Fact[] {
  return [];
}
