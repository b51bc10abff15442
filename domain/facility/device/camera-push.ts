import { z } from 'zod';
import { cameraPosition, deviceHead, idSchema } from './common.ts';

/** Makes whose pushes are understood; each is one file below `drivers/camera-push/makes`. */
export const CAMERA_MAKES = ['plate-recognizer', 'hikvision', 'openalpr'] as const;
export type CameraMake = (typeof CAMERA_MAKES)[number];

/** A camera, or a server for cameras, that posts its reads to `/field/anpr/{id}`. */
export const pushCameraSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('camera-push'),
  laneId: idSchema,
  position: cameraPosition,
  make: z.enum(CAMERA_MAKES),
  /** As the make names it. Where it is given, what comes from another camera is no read of this lane. */
  camera: z.string().min(1).max(100).optional(),
  /**
   * A camera that says nothing for so long counts as lost. Absent: silence says nothing, as it sends
   * nothing between vehicles.
   */
  silentAfterMs: z.number().int().min(50).max(86_400_000).optional(),
});
