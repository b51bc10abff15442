import type { StartDriver } from '../driver.ts';
import { startBarrier } from '../modbus/barrier.ts';

/** A barrier on a Modbus TCP board, or behind a gateway to a serial line. */
export const start: StartDriver<'barrier-modbus-tcp'> = (context) => {
  const { host, port, framing } = context.device;
  return startBarrier(context, { address: { kind: 'tcp', host, port }, framing });
};
