import { readFileSync } from 'node:fs';
import type { CameraMake } from '#domain/facility/device/camera-push.ts';
import type { Delivery } from '../delivery.ts';

/** The smallest bytes that begin as a JPEG does. */
export const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

/** A request as it was kept of a make, by its file's name below `makes/samples`. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(`../makes/samples/${name}`, import.meta.url));
}

/** One kept request of each make that carries a read. */
export const SAMPLES: readonly {
  readonly make: CameraMake;
  readonly file: string;
  readonly plate: string;
  readonly camera: string;
}[] = [
  {
    make: 'plate-recognizer',
    file: 'plate-recognizer-stream.json',
    plate: 'PL8REC',
    camera: 'camera-1',
  },
  { make: 'hikvision', file: 'hikvision-anpr.xml', plate: 'PECT600', camera: '1' },
  { make: 'openalpr', file: 'openalpr-group.json', plate: 'A13709', camera: '1414799424' },
];

/** A delivery of these parts, each of a name, a media type and what it holds. */
export function delivery(
  ...parts: readonly (readonly [name: string, type: string, bytes: Buffer | string])[]
): Delivery {
  return {
    parts: parts.map(([name, type, bytes]) => ({
      name,
      fileName: name,
      type,
      bytes: Buffer.from(bytes),
    })),
  };
}
