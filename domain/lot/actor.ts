import type { Role } from '../access/roles.ts';
import type { DeviceId } from '../kernel/ids.ts';

/** Who or what caused a command. Stored with every event. */
export type Actor =
  | {
      readonly kind: 'user';
      readonly name: string;
      readonly role: Role;
      /** The address that the call came from, or `window`; missing in older events. */
      readonly from?: string;
    }
  | { readonly kind: 'device'; readonly deviceId: DeviceId }
  | { readonly kind: 'station' };

/** How an actor is named to people: a user's name, a device's id, or the station itself. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.name;
    case 'device':
      return actor.deviceId;
    case 'station':
      return 'station';
  }
}
