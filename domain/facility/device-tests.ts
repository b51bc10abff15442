import type { Device } from './device-file.ts';
import { kindOf } from './device-link.ts';

/**
 * How staff can try a device by hand. What moves a gate goes the way of every override, with its reason; a
 * printer's page is a print job like any other.
 */
export const DEVICE_TESTS = ['vend', 'hold', 'close', 'show', 'print'] as const;
export type DeviceTest = (typeof DEVICE_TESTS)[number];

export function testsOf(device: Device): readonly DeviceTest[] {
  switch (kindOf(device.driver)) {
    case 'barrier':
      return ['vend', 'hold', 'close'];
    case 'sign':
      return 'laneId' in device && device.laneId !== undefined ? ['show'] : [];
    case 'printer':
      return ['print'];
    default:
      return [];
  }
}
