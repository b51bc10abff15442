import type { DropReason } from '../driver.ts';
import type { NewPicture } from '../picture-sink.ts';
import type { Decoded, PlateRead } from '../plate-read.ts';
import type { Delivery } from './delivery.ts';

/** One thing that a camera says, in the words of all makes. */
export type PushedEvent =
  | {
      readonly kind: 'read';
      /** The make's own name of the camera, or null where the message has none. */
      readonly camera: string | null;
      readonly read: Decoded<PlateRead>;
      /** Sent again, because the camera had no connection when it happened. */
      readonly retransmitted: boolean;
      readonly pictures: readonly NewPicture[];
      /** The event as it came, for whoever has to look deeper; kept and deleted with the pictures. */
      readonly document: string;
    }
  /** A heartbeat, or an event that is no read: the camera lives. */
  | { readonly kind: 'alive'; readonly camera: string | null }
  | { readonly kind: 'drop'; readonly reason: DropReason; readonly detail: string };

/**
 * A make of camera or of plate reading server: everything that is particular to it. Never throws; what
 * cannot be read is a drop, whose detail never holds a plate.
 */
export interface Make {
  decode(delivery: Delivery): readonly PushedEvent[];
}

/** For a body in which nobody can tell where the parts are. */
export const malformedDelivery = {
  kind: 'drop',
  reason: 'malformed',
  detail: 'a multipart body without a delimiter',
} as const;
