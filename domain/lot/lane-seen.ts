import type { VehicleNeeds } from '../facility/kinds.ts';
import type { PictureId, PlateRef } from '../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../kernel/instant.ts';
import type { LaneState, LotState } from './state.ts';

/** What is taken for granted of a vehicle that nobody described. */
export const DEFAULT_NEEDS: VehicleNeeds = {
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
};

/** What cameras have made of the vehicle that stands in a lane. */
export interface Seen {
  readonly plateRef: PlateRef | null;
  readonly needs: VehicleNeeds;
  readonly picture: { readonly pictureId?: PictureId };
}

/** Its plate where one was read, and else what a camera saw that could not read it. */
export function seenIn({ pending, visitor, unread }: LaneState): Seen {
  const read = pending ?? visitor;
  const pictureId = read?.pictureId ?? unread?.pictureId;
  return {
    plateRef: read?.plateRef ?? null,
    needs: read?.needs ?? {
      ...DEFAULT_NEEDS,
      vehicleClass: unread?.vehicleClass ?? DEFAULT_NEEDS.vehicleClass,
    },
    picture: pictureId === undefined ? {} : { pictureId },
  };
}

/** Whether what a camera said at an instant is too old to be of whoever comes now. */
export function isStale({ installed }: LotState, saidAt: Instant, at: Instant): boolean {
  return at - saidAt > (installed?.lot.policies.credentialWindowSeconds ?? 0) * SECOND_MS;
}
