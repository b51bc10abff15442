import type { CameraMake } from '#domain/facility/device/camera-push.ts';
import type { Make } from '../make.ts';
import { hikvision } from './hikvision.ts';
import { openAlpr } from './openalpr.ts';
import { plateRecognizer } from './plate-recognizer.ts';

/** Every make by its name in the lot file. */
export const MAKES: Readonly<Record<CameraMake, Make>> = {
  'plate-recognizer': plateRecognizer,
  hikvision,
  openalpr: openAlpr,
};
