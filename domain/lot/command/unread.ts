import type { VehicleClass } from '../../facility/kinds.ts';
import type { DeviceId, LaneId, PictureId } from '../../kernel/ids.ts';

/** A camera sees a vehicle and cannot read its plate. */
export interface ReportUnread {
  readonly type: 'ReportUnread';
  readonly laneId: LaneId;
  readonly deviceId: DeviceId;
  /** The camera's own id of it; the same id again is dropped. */
  readonly readId: string;
  /** Null where the camera does not say. */
  readonly vehicleClass: VehicleClass | null;
  readonly pictureId?: PictureId;
}
