import { z } from 'zod';

const BYTES_OF_GIGABYTE = 1_000_000_000;
const DAYS_MAX = 366;
const GIGABYTES_MAX = 2_000;

/** `pictures` in config.json: how long what cameras send is kept, and how much of it, for each lot. */
export const picturesSchema = z.strictObject({
  keepDays: z.number().int().min(1).max(DAYS_MAX).default(30),
  keepGigabytes: z.number().min(0.01).max(GIGABYTES_MAX).default(5),
});
export type PicturesFile = z.infer<typeof picturesSchema>;

export interface PictureLimits {
  readonly keepDays: number;
  readonly keepBytes: number;
}

/** The limits that a configuration sets; the defaults where it says nothing. */
export function pictureLimits(file: PicturesFile | undefined): PictureLimits {
  const { keepDays, keepGigabytes } = file ?? picturesSchema.parse({});
  return { keepDays, keepBytes: Math.round(keepGigabytes * BYTES_OF_GIGABYTE) };
}
