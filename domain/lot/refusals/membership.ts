import type { RefusalTable } from './kind.ts';

/** Refusals of memberships, credentials and the block list. */
export const MEMBERSHIP_REFUSALS = {} as const satisfies RefusalTable;
