import type { Instant } from '../kernel/instant.ts';

/** Time from an instant up to and without another. Never empty in a list of spans. */
export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Spans in order, without empty ones; those that touch or overlap become one. */
export function unionOf(spans: readonly Span[]): readonly Span[] {
  const sorted = spans
    .filter((span) => span.toAt > span.fromAt)
    .sort((a, b) => a.fromAt - b.fromAt);
  const merged: { fromAt: Instant; toAt: Instant }[] = [];
  for (const { fromAt, toAt } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && fromAt <= last.toAt) last.toAt = Math.max(last.toAt, toAt);
    else merged.push({ fromAt, toAt });
  }
  return merged;
}

/** What of each span lies within bounds. */
export function within(spans: readonly Span[], bounds: Span): readonly Span[] {
  return spans
    .map(({ fromAt, toAt }) => ({
      fromAt: Math.max(fromAt, bounds.fromAt),
      toAt: Math.min(toAt, bounds.toAt),
    }))
    .filter((span) => span.toAt > span.fromAt);
}

/** What of `whole` none of the spans covers. The spans are in order and do not overlap. */
export function without(whole: Span, spans: readonly Span[]): readonly Span[] {
  const rest: Span[] = [];
  let at = whole.fromAt;
  for (const { fromAt, toAt } of within(spans, whole)) {
    if (fromAt > at) rest.push({ fromAt: at, toAt: fromAt });
    at = Math.max(at, toAt);
  }
  if (at < whole.toAt) rest.push({ fromAt: at, toAt: whole.toAt });
  return rest;
}

/** The length of all spans together, in milliseconds. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromAt, toAt }) => sum + (toAt - fromAt), 0);
}
