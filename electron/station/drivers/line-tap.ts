import type { LatencySource } from '#domain/facility/device-link.ts';
import type { Instant } from '#domain/kernel/instant.ts';

/** What passes between a device and its driver, for whoever watches. Costs nothing while nobody does. */
export interface LineTap {
  /**
   * A message came: `take` reads it, and whatever the driver says meanwhile is what it meant. `place` is
   * its topic, line or door.
   */
  heard(place: string, bytes: Uint8Array, take: () => void): void;
  sent(place: string, bytes: Uint8Array | string): void;
  /** Something is asked now. Call what it gives once the answer is there; without an answer, forget it. */
  asked(by?: LatencySource): Answered;
  /** The device answered; how long it took was measured elsewhere. Milliseconds. */
  answered(latencyMs: number): void;
  /** What the device's own clock said of something that it tells as it happens. */
  toldTime(at: Instant): void;
}

export type Answered = () => void;

/** Where the figures of a tap go. */
export interface LineMeter {
  answered(latencyMs: number, by: LatencySource): void;
  toldTime(at: Instant): void;
}

/** The part of a tap that measures: the one clock by which all drivers tell how fast a device answers. */
export function measuringWith(meter: LineMeter): Pick<LineTap, 'asked' | 'answered' | 'toldTime'> {
  return {
    asked(by = 'device') {
      const askedMs = performance.now();
      return () => meter.answered(performance.now() - askedMs, by);
    },
    answered: (latencyMs) => meter.answered(latencyMs, 'device'),
    toldTime: (at) => meter.toldTime(at),
  };
}

/** A tap that only measures: nobody watches what passes. */
export function meteredTap(meter: LineMeter): LineTap {
  return {
    heard: (_place, _bytes, take) => take(),
    sent: () => {},
    ...measuringWith(meter),
  };
}

export const noMeter: LineMeter = { answered: () => {}, toldTime: () => {} };

/** For drivers that nobody watches, such as those of tests. */
export const noTap: LineTap = meteredTap(noMeter);
