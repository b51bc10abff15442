import type { DriverName } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { DeviceId } from '#domain/kernel/ids.ts';

/**
 * Drivers that look at their own device alone. All others may look at those of their kind as well, as
 * controllers do that share the slots of a lot, and start anew when one of these changes.
 */
const LOOKS_AT_ITSELF: ReadonlySet<DriverName> = new Set<DriverName>([
  'barrier-modbus-rtu',
  'camera-mqtt',
  'camera-push',
  'contact-mqtt',
  'lane-controller-mqtt',
  'lane-controller-serial',
  'scanner-serial',
  'sign-mqtt',
  'slot-sensors-chirpstack',
  'terminal-zvt',
]);

/** The devices whose drivers may go on, since nothing of what they see has changed. */
export function unchangedDevices(before: LotFile, after: LotFile): ReadonlySet<DeviceId> {
  if (!isSameApartFromDevices(before, after)) return new Set();
  const seenBefore = sights(before);
  const stays = [...sights(after)].filter(([id, sight]) => seenBefore.get(id) === sight);
  return new Set(stays.map(([id]) => id));
}

function isSameApartFromDevices(before: LotFile, after: LotFile): boolean {
  const rest = ({ devices: _, ...lot }: LotFile) => JSON.stringify(lot);
  return rest(before) === rest(after);
}

/** What the driver of each device sees, as a text that can be compared. */
function sights({ devices }: LotFile): ReadonlyMap<DeviceId, string> {
  const ofDriver = new Map<DriverName, string>();
  const kin = (driver: DriverName): string => {
    if (LOOKS_AT_ITSELF.has(driver)) return '';
    const known =
      ofDriver.get(driver) ?? JSON.stringify(devices.filter((one) => one.driver === driver));
    ofDriver.set(driver, known);
    return known;
  };
  return new Map(
    devices.map((device) => [device.id, `${JSON.stringify(device)} ${kin(device.driver)}`]),
  );
}
