import type { RelayMakeName } from '#domain/facility/device/barrier-mqtt.ts';
import type { RelayMake } from '../make.ts';
import { shellyGen1 } from './shelly-gen1.ts';
import { shellyGen2 } from './shelly-gen2.ts';
import { tasmota } from './tasmota.ts';

export const relayMakes: Readonly<Record<RelayMakeName, RelayMake>> = {
  'shelly-gen1': shellyGen1,
  'shelly-gen2': shellyGen2,
  tasmota,
};
