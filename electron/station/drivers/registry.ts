import type { Device, DriverName } from '#domain/facility/device-file.ts';
import type { Driver, DriverContext, StartDriver } from './driver.ts';

type DriverModule<D extends DriverName> = { readonly start: StartDriver<D> };
type Registry = { readonly [D in DriverName]: () => Promise<DriverModule<D>> };

/** Every driver by its name in the lot file; loaded when a lot has such a device. */
const drivers: Registry = {
  'barrier-ascii': () => import('./barrier-ascii/driver.ts'),
  'barrier-modbus-rtu': () => import('./barrier-modbus-rtu/driver.ts'),
  'barrier-mqtt': () => import('./barrier-mqtt/driver.ts'),
  'barrier-modbus-tcp': () => import('./barrier-modbus-tcp/driver.ts'),
  'printer-escpos': () => import('./printer-escpos/driver.ts'),
  'scanner-wiegand': () => import('./scanner-wiegand/driver.ts'),
  'scanner-serial': () => import('./scanner-serial/driver.ts'),
  'camera-mqtt': () => import('./camera-mqtt/driver.ts'),
  'camera-frigate': () => import('./camera-frigate/driver.ts'),
  'camera-push': () => import('./camera-push/driver.ts'),
  'slot-sensors-mqtt': () => import('./slot-sensors-mqtt/driver.ts'),
  'slot-sensors-chirpstack': () => import('./slot-sensors-chirpstack/driver.ts'),
  'sign-alpha': () => import('./sign-alpha/driver.ts'),
  'sign-ascii': () => import('./sign-ascii/driver.ts'),
  'slot-sensors-topics': () => import('./slot-sensors-topics/driver.ts'),
  'sign-mqtt': () => import('./sign-mqtt/driver.ts'),
  'lane-controller-mqtt': () => import('./lane-controller-mqtt/driver.ts'),
  'lane-controller-serial': () => import('./lane-controller-serial/driver.ts'),
  'charger-ocpp': () => import('./charger-ocpp/driver.ts'),
  'contact-mqtt': () => import('./contact-mqtt/driver.ts'),
  'terminal-zvt': () => import('./terminal-zvt/driver.ts'),
  'zone-counter-mqtt': () => import('./zone-counter-mqtt/driver.ts'),
};

export type LoadDriver = (context: DriverContext) => Promise<Driver>;

/** Loads a device's driver and starts it. Rejects with a sentence when it cannot start. */
export async function loadDriver(context: DriverContext): Promise<Driver> {
  const module = await drivers[context.device.driver]();
  // The registry's type pairs each name with its driver; the union of them loses the pairing here.
  const start = module.start as StartDriver<DriverName>;
  return start(context as DriverContext<Device & { driver: DriverName }>);
}
