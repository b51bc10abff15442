/** What passes between a device and its driver, for whoever watches. Costs nothing while nobody does. */
export interface LineTap {
  /**
   * A message came: `take` reads it, and whatever the driver says meanwhile is what it meant. `place` is
   * its topic, line or door.
   */
  heard(place: string, bytes: Uint8Array, take: () => void): void;
  sent(place: string, bytes: Uint8Array | string): void;
  /** The device answered something that it was asked, after so long. */
  answered(latencyMs: number): void;
}

/** For drivers that nobody watches, such as those of tests. */
export const noTap: LineTap = {
  heard: (_place, _bytes, take) => take(),
  sent: () => {},
  answered: () => {},
};
