import type { RefusalTable } from './kind.ts';

/** Refusals of reservations. */
export const RESERVATION_REFUSALS = {} as const satisfies RefusalTable;
