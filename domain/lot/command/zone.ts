import type { DeviceId, ZoneId } from '../../kernel/ids.ts';

/** Vehicles went into a zone at its boundary, or out of it. */
export interface ReportCrossing {
  readonly type: 'ReportCrossing';
  readonly deviceId: DeviceId;
  readonly way: 'in' | 'out';
  readonly vehicles: number;
}

/** A camera says how many vehicles it sees in its part of a zone. */
export interface ReportOccupied {
  readonly type: 'ReportOccupied';
  readonly deviceId: DeviceId;
  readonly vehicles: number;
}

/** Staff have counted the vehicles of a zone: the count is that from now on. */
export interface CorrectZone {
  readonly type: 'CorrectZone';
  readonly zoneId: ZoneId;
  readonly vehicles: number;
  readonly reason: string;
}

export type ZoneCommand = ReportCrossing | ReportOccupied | CorrectZone;
