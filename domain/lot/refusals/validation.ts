import type { RefusalTable } from './kind.ts';

/** Refusals of shop validations. */
export const VALIDATION_REFUSALS = {} as const satisfies RefusalTable;
