import type { Instant } from '../kernel/instant.ts';
import { MEASURES, type Measure } from './measures.ts';

/** One thing that an event adds to the figures. */
export interface Fact {
  readonly measure: Measure;
  /** Values of the measure's dimensions, in its order. Empty text where there is none. */
  readonly dims: readonly string[];
  readonly count: number;
  /** Minor units, milliseconds or watt-hours, as the measure says; 0 where it says nothing. */
  readonly amount: number;
  /** When it belongs to another instant than the event, such as the hours of a failure. */
  readonly at?: Instant;
  /** The event stands in the list behind the figure. */
  readonly isListed?: boolean;
}

/** Sums of a measure in one hour, one day, or over all of a time. */
export interface FactRow {
  /** The first instant of the hour or day; of the time asked for where it is one sum. */
  readonly at: Instant;
  readonly dims: readonly string[];
  readonly count: number;
  readonly amount: number;
}

/** A dimension's name → its value, all of a measure's. */
export type Dims<M extends Measure> = Readonly<Record<(typeof MEASURES)[M][number], string>>;

/** Makes a fact of a measure, with its dimensions by name; counts 1 unless told otherwise. */
export function fact<M extends Measure>(
  measure: M,
  dims: Dims<M>,
  { count = 1, amount = 0, ...rest }: Partial<Omit<Fact, 'measure' | 'dims'>> = {},
): Fact {
  const named = dims as Readonly<Record<string, string>>;
  const order: readonly string[] = MEASURES[measure];
  return { measure, dims: order.map((name) => named[name] ?? ''), count, amount, ...rest };
}
