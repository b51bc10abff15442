import type { StartDriver } from '../driver.ts';
import { readScanLines } from '../scan-line.ts';
import { cardText, readFrame } from './codec.ts';

/** A card reader behind a converter from Wiegand to lines: each line is a frame. */
export const start: StartDriver<'scanner-wiegand'> = async (context) => {
  const { device, emit, drop } = context;
  /** The text of a frame is no part of what is said of it: a card opens gates. */
  return readScanLines(context, (line) => {
    const reading = readFrame(line, device);
    if (!reading.ok) drop(reading.reason, reading.detail);
    else {
      const text = cardText(reading.card, device.cardNumber);
      emit({ kind: 'scan', laneId: device.laneId, text });
    }
  });
};
