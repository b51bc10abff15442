import type { AlarmId, DeviceId, ZoneId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** Why a zone's count cannot be true. */
export const ZONE_FLAGS = ['below-none', 'above-all'] as const;
export type ZoneFlag = (typeof ZONE_FLAGS)[number];

/** How many vehicles stand in a zone whose slots have no sensors, as its cameras count. Plain data. */
export interface ZoneCount {
  readonly zoneId: ZoneId;
  /** 0 to the number of its slots. */
  vehicles: number;
  /** When it last changed. */
  at: Instant;
  /** The counters have said what cannot be: the count has drifted, until staff correct it. */
  flag: ZoneFlag | null;
  alarmId: AlarmId | null;
  correctedAt: Instant | null;
  correctedBy: string | null;
  /** What each camera that sees a part of the zone said last. */
  readonly occupied: Map<DeviceId, number>;
}

/** What a zone's count comes to when it should be `wanted` of `slots`: never below none nor above all. */
export function clampCount(
  wanted: number,
  slots: number,
): { readonly vehicles: number; readonly flag: ZoneFlag | null } {
  if (wanted < 0) return { vehicles: 0, flag: 'below-none' };
  if (wanted > slots) return { vehicles: slots, flag: 'above-all' };
  return { vehicles: wanted, flag: null };
}
