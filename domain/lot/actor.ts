import type { Role } from '../access/roles.ts';
import type { DeviceId } from '../kernel/ids.ts';

/** Who or what caused a command. Stored with every event. */
export type Actor =
  | { readonly kind: 'user'; readonly name: string; readonly role: Role }
  | { readonly kind: 'device'; readonly deviceId: DeviceId }
  | { readonly kind: 'station' };
