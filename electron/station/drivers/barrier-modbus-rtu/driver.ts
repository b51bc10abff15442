import type { StartDriver } from '../driver.ts';
import { startBarrier } from '../modbus/barrier.ts';

/** A barrier on a serial line of Modbus RTU, which it may share with others. */
export const start: StartDriver<'barrier-modbus-rtu'> = (context) =>
  startBarrier(context, {
    address: { kind: 'serial', serial: context.device.serial },
    framing: 'rtu',
  });
