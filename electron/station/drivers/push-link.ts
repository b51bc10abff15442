import type { DeviceId, LotId } from '#domain/kernel/ids.ts';
import { createTakers } from './takers.ts';

/** What a device posted over HTTP, unread. Its token has been checked. */
export interface Push {
  readonly contentType: string;
  readonly body: Buffer;
}

/** What its driver made of it. `reads` counts the events that went to the lot. */
export type PushAnswer =
  | { readonly kind: 'taken'; readonly reads: number }
  /** Nothing in it could be read: it will be no better when it is sent again. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Too many at once: it is to be sent again. */
  | { readonly kind: 'busy' };

/** The station's door for devices that post, as the drivers of one lot see it. */
export interface PushLink {
  /** Hands on what a device posts; the latest taker of a device is the one. Returns what ends it. */
  listen(deviceId: DeviceId, take: (push: Push) => PushAnswer): () => void;
}

/** The same door from the other side: whoever serves HTTP hands in what came. */
export interface PushDoor {
  ofLot(lotId: LotId): PushLink;
  /** Null while no driver of that device listens. */
  take(lotId: LotId, deviceId: DeviceId, push: Push): PushAnswer | null;
}

export function createPushDoor(): PushDoor {
  const takers = createTakers<(push: Push) => PushAnswer>();
  return {
    ofLot: (lotId) => ({ listen: (deviceId, take) => takers.add(lotId, deviceId, take) }),
    take: (lotId, deviceId, push) => takers.of(lotId, deviceId)?.(push) ?? null,
  };
}
