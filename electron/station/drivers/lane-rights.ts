import { createHash } from 'node:crypto';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { Instant } from '#domain/kernel/instant.ts';

/**
 * What a lane controller may go by while nobody hears it. A token is known by its digest: it holds the
 * station's signature, so none can be made up, and no key of the station lies at the lane.
 */
export interface LaneRights {
  readonly at: Instant;
  /** Digests of tickets inside, and of passes and bookings: who shows one may leave. */
  readonly out: readonly string[];
  /** Digests of passes and bookings that hold now: who shows one may come in. */
  readonly in: readonly string[];
  /** Tickets to hand out, signed already. */
  readonly stock: readonly string[];
}

/** One event of a controller, with what was shown in clear. */
export interface Replayed {
  readonly epoch: string;
  readonly number: number;
  readonly happenedAt: Instant;
  readonly done:
    | {
        readonly kind: 'entered';
        readonly token: string;
        readonly plate: string | null;
        readonly vehicleClass: VehicleClass;
      }
    | { readonly kind: 'left'; readonly token: string }
    | { readonly kind: 'opened' };
}

const DIGEST_BYTES = 16;

/** The first 16 bytes of SHA-256 over the token's text, in base64url: 22 characters. */
export function tokenDigest(token: string): string {
  return createHash('sha256')
    .update(token.trim())
    .digest()
    .subarray(0, DIGEST_BYTES)
    .toString('base64url');
}
