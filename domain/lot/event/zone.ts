import type { AlarmId, DeviceId, ZoneId } from '../../kernel/ids.ts';
import type { ZoneFlag } from '../../zone/zone-count.ts';

/** Zones whose vehicles are counted by cameras. */
export type ZoneEvent =
  | {
      readonly type: 'ZoneCounted';
      readonly zoneId: ZoneId;
      readonly deviceId: DeviceId;
      /** How many stand there from now on. */
      readonly vehicles: number;
      /** What that camera sees itself; null where it counts crossings. */
      readonly occupied: number | null;
      /** The counters said what cannot be, and the count was held where it can. */
      readonly flag: ZoneFlag | null;
      /** The alarm that tells staff, where this raised one. */
      readonly alarmId: AlarmId | null;
    }
  /** Staff have counted. */
  | {
      readonly type: 'ZoneCorrected';
      readonly zoneId: ZoneId;
      readonly vehicles: number;
      readonly before: number;
      readonly reason: string;
    };
