import type { VehicleClass } from '../../facility/kinds.ts';
import type { DeviceId, LaneId, PictureId } from '../../kernel/ids.ts';

/** A camera sees a vehicle and cannot read its plate. */
export interface UnreadSeen {
  readonly type: 'UnreadSeen';
  readonly laneId: LaneId;
  readonly deviceId: DeviceId;
  readonly readId: string;
  /** Null where the camera does not say. */
  readonly vehicleClass: VehicleClass | null;
  /** Missing where the camera sent no picture. */
  readonly pictureId?: PictureId;
}
