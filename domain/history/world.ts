import type { DeviceId, SessionId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Random } from '../kernel/seeded-random.ts';
import type { Agenda } from './agenda.ts';
import type { Staff } from './desk.ts';
import type { HistoryLot } from './history-lot.ts';
import type { Lanes } from './lanes.ts';
import type { Stay } from './stay.ts';

/** What every process of a history acts on. */
export interface World {
  readonly lot: HistoryLot;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly lanes: Lanes;
  readonly staff: Staff;
  /** Devices that do not answer now. */
  readonly down: Set<DeviceId>;
  /** Vehicles that stand in their slots. */
  readonly parked: Map<SessionId, Stay>;
  /**
   * Since when slot sensors are heard. No figure is made from what they say, and it is every sixth event:
   * a long history has it only where somebody may still look at a slot's latest days.
   */
  readonly sensedFromAt: Instant;
  readonly untilAt: Instant;
  /** Nothing begins from here on that would not be over by the end. */
  readonly quietAt: Instant;
}

/** Whether nothing may begin any more. */
export function isEnding({ lot, quietAt }: World): boolean {
  return lot.at >= quietAt;
}

/** A number between two others. */
export function between({ random }: Pick<World, 'random'>, least: number, most: number): number {
  return least + random() * (most - least);
}

/** Whether something happens that happens in such a share of all cases. */
export function happens({ random }: Pick<World, 'random'>, share: number): boolean {
  return random() < share;
}

/** One of some things. */
export function oneOf<T>({ random }: Pick<World, 'random'>, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** How long until something that happens so often on average happens next. */
export function waitFor({ random }: Pick<World, 'random'>, meanMs: number): number {
  return -Math.log(1 - random()) * meanMs;
}
