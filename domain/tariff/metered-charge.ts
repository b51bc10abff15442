import type { DurationMs, Instant } from '../kernel/instant.ts';

/**
 * What a charge is doing. `charging` gives energy · `waiting` could, but the charger holds back · `idle`
 * is done and still takes the charger · `over` has let it go.
 */
export const CHARGE_PHASES = ['charging', 'waiting', 'idle', 'over'] as const;
export type ChargePhase = (typeof CHARGE_PHASES)[number];

/** One charge as a charger metered it. */
export interface MeteredCharge {
  readonly wh: number;
  /** Time spent charging and standing idle before `since`. */
  readonly chargedMs: DurationMs;
  readonly idleMs: DurationMs;
  readonly phase: ChargePhase;
  /** Since when it is in that phase. */
  readonly since: Instant;
}

/** How long a charge has given energy until an instant. */
export function chargedMsAt({ phase, since, chargedMs }: MeteredCharge, at: Instant): DurationMs {
  return chargedMs + (phase === 'charging' ? Math.max(0, at - since) : 0);
}

/** How long a charge has stood idle until an instant. */
export function idleMsAt({ phase, since, idleMs }: MeteredCharge, at: Instant): DurationMs {
  return idleMs + (phase === 'idle' ? Math.max(0, at - since) : 0);
}
