import type { PictureId } from '#domain/kernel/ids.ts';

/** What a picture shows: the whole view, or the plate cut out of it. */
export type PictureKind = 'scene' | 'plate';

export interface NewPicture {
  readonly kind: PictureKind;
  readonly bytes: Buffer;
}

/** Where drivers leave pictures. */
export interface PictureSink {
  /**
   * Keeps the pictures of one event, and the event as it came, under one id; null when there is none
   * that may be kept, or no room. Never throws and never waits for the disk.
   */
  keep(event: {
    readonly pictures: readonly NewPicture[];
    readonly document: string;
  }): PictureId | null;
}

/** For tests, and for a fleet without a folder. */
export const noPictures: PictureSink = { keep: () => null };
