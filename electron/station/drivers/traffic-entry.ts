import type { DeviceId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { DropReason, FieldInput, FieldOutput } from './driver.ts';

/** What a driver made of a message, or what it was told to do. */
export type TrafficWord =
  | { readonly kind: 'input'; readonly input: FieldInput }
  | { readonly kind: 'drop'; readonly reason: DropReason; readonly detail: string }
  | { readonly kind: 'order'; readonly order: FieldOutput };

/** One message as it passed, or a driver's word that belongs to none. */
export interface TrafficEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly deviceId: DeviceId;
  readonly direction: 'in' | 'out';
  /** Topic, line or door; empty where there is no message. */
  readonly place: string;
  /** The beginning of it, null where there is no message. */
  readonly raw: Buffer | null;
  /** Of the whole message. */
  readonly bytes: number;
  readonly words: readonly TrafficWord[];
}
