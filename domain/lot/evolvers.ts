import type { EventOf, LotEvent, RecordedEvent } from './event.ts';
import type { LotState } from './state.ts';

export type Evolver<E> = (state: LotState, event: E, recorded: RecordedEvent) => void;

/** The evolvers of some events, by their type. */
export type Evolvers<E extends LotEvent> = {
  readonly [T in E['type']]: Evolver<EventOf<T>>;
};

/** The same evolver for all events of an area whose evolver tells them apart itself. */
export function evolversOf<E extends LotEvent>(
  evolver: Evolver<E>,
  types: { readonly [T in E['type']]: true },
): Evolvers<E> {
  // Object.fromEntries forgets which keys it was given.
  const table: unknown = Object.fromEntries(Object.keys(types).map((type) => [type, evolver]));
  return table as Evolvers<E>;
}
