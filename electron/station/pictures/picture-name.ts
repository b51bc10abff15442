import type { PictureId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';

/** Instant and chance: names sort by time, and nobody guesses one. */
const PICTURE_ID = /^(\d{4})(\d{2})(\d{2})t\d{9}-[0-9a-f]{16}$/;
const FILE_NAME = /^(\d{8}t\d{9}-[0-9a-f]{16})-(scene|plate|event)\.(jpg|png|webp|txt)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID_CHANCE_CHARS = 16;

export type FileKind = 'scene' | 'plate' | 'event';

/** A new id for what is kept now. `nonce` has at least 16 hexadecimal digits. */
export function pictureId(at: Instant, nonce: string): PictureId {
  const iso = new Date(at).toISOString();
  const [date = '', time = ''] = iso.replace(/[-:.Z]/g, '').split('T');
  return `${date}t${time}-${nonce.slice(0, ID_CHANCE_CHARS)}`;
}

/** The folder of the day (UTC) that an id belongs to, or null for what is no id. */
export function dayOfPicture(id: string): string | null {
  const match = PICTURE_ID.exec(id);
  return match === null ? null : `${match[1]}-${match[2]}-${match[3]}`;
}

export function fileName(id: PictureId, kind: FileKind, extension: string): string {
  return `${id}-${kind}.${extension}`;
}

/** The id that a file belongs to; null for a file that is none of ours. */
export function idOfFile(name: string): PictureId | null {
  return FILE_NAME.exec(name)?.[1] ?? null;
}

export function isDayFolder(name: string): boolean {
  return DAY.test(name);
}

/** When the day of a folder ends. */
export function dayEndsAt(day: string): Instant {
  return Date.parse(`${day}T00:00:00Z`) + 86_400_000;
}
