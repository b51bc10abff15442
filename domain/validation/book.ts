/** All validations of a lot. Plain data: it is part of snapshots. */
export type ValidationBook = Record<never, never>;

export function emptyValidationBook(): ValidationBook {
  return {};
}
