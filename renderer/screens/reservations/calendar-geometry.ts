/** A stretch of a calendar row, in percent of its width. */
export interface Stretch {
  readonly leftPercent: number;
  readonly widthPercent: number;
}

interface Window {
  readonly fromAt: number;
  readonly toAt: number;
}

/** Where a booking lies in a calendar's window, cut at its edges; null when it does not touch it. */
export function stretchOf(booking: Window, shown: Window): Stretch | null {
  const fromAt = Math.max(booking.fromAt, shown.fromAt);
  const toAt = Math.min(booking.toAt, shown.toAt);
  if (toAt <= fromAt) return null;
  const length = shown.toAt - shown.fromAt;
  return {
    leftPercent: (100 * (fromAt - shown.fromAt)) / length,
    widthPercent: (100 * (toAt - fromAt)) / length,
  };
}

/** Puts bookings that overlap into lanes below each other, as few as will do. */
export function lanesOf<B extends Window>(bookings: readonly B[]): readonly (readonly B[])[] {
  const lanes: B[][] = [];
  for (const one of [...bookings].sort((a, b) => a.fromAt - b.fromAt)) {
    const lane = lanes.find((other) => (other.at(-1)?.toAt ?? 0) <= one.fromAt);
    if (lane === undefined) lanes.push([one]);
    else lane.push(one);
  }
  return lanes;
}
