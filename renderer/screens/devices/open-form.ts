import type { Json } from './form/json-schema.ts';

/** A form that is open: a new device, or one that is changed. */
export interface OpenForm {
  readonly start: Json;
  readonly deviceId: string | null;
}
