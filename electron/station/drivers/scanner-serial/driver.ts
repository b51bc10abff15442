import type { StartDriver } from '../driver.ts';
import { readScanLines } from '../scan-line.ts';

/** A barcode scanner: each line is what it read. */
export const start: StartDriver<'scanner-serial'> = async (context) => {
  const { device, emit } = context;
  return readScanLines(context, (text) => emit({ kind: 'scan', laneId: device.laneId, text }));
};
