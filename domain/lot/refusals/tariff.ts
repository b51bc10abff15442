import type { RefusalTable } from './kind.ts';

/** Refusals of tariffs and dynamic pricing. */
export const TARIFF_REFUSALS = {} as const satisfies RefusalTable;
