import type { Instant } from '../kernel/instant.ts';
import type { Drill, ReportSection } from '../reports/document.ts';
import type { ReportSource, Span } from '../reports/source.ts';
import type { AdviceCode, AdviceValues } from './values.ts';

/** One thing that the journal says ought to be looked at. */
export type Advice = { readonly [C in AdviceCode]: AdviceOf<C> }[AdviceCode];

export interface AdviceOf<C extends AdviceCode> {
  readonly code: C;
  /** What it is about, such as `level:l2`: one code says one thing of one subject. */
  readonly subject: string;
  /** What its sentence says; made into text by `advice-words.ts`. */
  readonly values: AdviceValues[C];
  /** Drivers whom it touched, and money that is at stake, in minor units: what the order is made of. */
  readonly drivers: number;
  readonly amountMinor: number;
  /** The time that the figures are of. */
  readonly span: Span;
  /** The figures behind the sentence. */
  readonly figures: ReportSection;
  /** What they were counted from; null where no list leads there. */
  readonly drill: Drill | null;
}

/** What a rule would need before it says anything, where there is less. */
export interface Lack {
  readonly needs: number;
  readonly has: number;
  readonly of: LackOf;
}

export const LACK_UNITS = [
  'weekdays',
  'weeks',
  'reads',
  'vehicles',
  'bookings',
  'shifts',
  'stays',
] as const;
export type LackOf = (typeof LACK_UNITS)[number];

/** What a rule found. Nothing to say and nothing missing is the usual and the good case. */
export interface Findings {
  readonly advice: readonly Advice[];
  readonly lack: Lack | null;
}

/** What is looked at: whole days of the lot's clock, the last of them yesterday. */
export interface AdviceScope {
  readonly span: Span;
  readonly weeks: number;
  readonly nowAt: Instant;
}

/** Looks at the figures for one kind of trouble. Deterministic: the same figures, the same advice. */
export type AdviceRule = (source: ReportSource, scope: AdviceScope) => Promise<Findings>;

export const NOTHING: Findings = { advice: [], lack: null };

/** There is too little to go by. */
export function lacking(of: LackOf, needs: number, has: number): Findings {
  return { advice: [], lack: { of, needs, has } };
}
