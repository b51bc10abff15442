import type { Instant } from '../kernel/instant.ts';

/**
 * What is tracked over time: the whole lot (`lot`), each level (`level:l1`), each zone (`zone:a`),
 * each kind (`kind:ev`), and vehicles of classes inside (`class:car`). A vehicle counts where its slot
 * is assigned, from `SessionStarted` to the end of its stay; without a slot for the lot and its class only.
 * `open:lot`, `open:level:l1` and `open:zone:a` are of the slots alone that any car may take: a level whose
 * accessible slots stand empty is full for everybody else. `group:acme` are the vehicles of a tenant group,
 * against the slots that are reserved for it.
 */
export type OccupancySeriesId = string;

/** One hour, or day, of one series. Every hour since the first event of the journal has its row. */
export interface OccupancyRow {
  /** First instant of the hour or day. */
  readonly at: Instant;
  readonly series: OccupancySeriesId;
  /** Slots that it has: of the lot, level, zone or kind; 0 for a class. */
  readonly capacity: number;
  /** How long the row is known for: less than the hour at the first, the last and a running one. */
  readonly knownMs: number;
  /** Vehicles × milliseconds within `knownMs`; the mean is this over `knownMs`. */
  readonly occupiedMs: number;
  /** Milliseconds with as many vehicles as slots or more. */
  readonly fullMs: number;
  /** The first instant within the row at which it was full; null where it never was. */
  readonly fullAt: Instant | null;
  readonly leastInside: number;
  readonly mostInside: number;
  /** At its end, or now. */
  readonly lastInside: number;
}
