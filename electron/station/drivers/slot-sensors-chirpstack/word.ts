import type { Uplink } from './uplink.ts';

/** What an uplink of a slot sensor says. */
export type SensorWord =
  | {
      readonly kind: 'ok';
      /** Null where this uplink says nothing of the slot. */
      readonly occupied: boolean | null;
      readonly batteryPercent?: number;
      readonly temperatureCelsius?: number;
      readonly firmware?: string;
    }
  | { readonly kind: 'malformed'; readonly detail: string };

/** A type of sensor: everything that is particular to it. Never throws. */
export type ReadSensor = (uplink: Uplink) => SensorWord;

export function malformedWord(detail: string): SensorWord {
  return { kind: 'malformed', detail };
}
