import { ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { createLineSplitter, SCAN_LINE_MAX_BYTES } from '../scanner-serial/codec.ts';
import { PARTIAL_LINE_TIMEOUT_MS } from '../scanner-serial/driver.ts';
import { openSerialLine } from '../serial-line.ts';
import { cardText, readFrame } from './codec.ts';

/** A card reader behind a converter from Wiegand to lines. Its line is its life: it never speaks first. */
export const start: StartDriver<'scanner-wiegand'> = async (context) => {
  const { device, emit, drop } = context;
  const splitter = createLineSplitter();
  let partialTimer: NodeJS.Timeout | undefined;

  function take(chunk: Buffer): void {
    const { lines, oversized, garbage } = splitter.push(chunk);
    for (const line of lines) takeLine(line);
    for (let n = 0; n < oversized; n++)
      drop('oversized', `a line of more than ${SCAN_LINE_MAX_BYTES} bytes`);
    for (let n = 0; n < garbage; n++) drop('line-garbage', 'a line with unprintable bytes');
    clearTimeout(partialTimer);
    if (splitter.hasPartial) partialTimer = setTimeout(dropPartial, PARTIAL_LINE_TIMEOUT_MS);
  }

  /** The text of a frame is no part of what is said of it: a card opens gates. */
  function takeLine(line: string): void {
    const reading = readFrame(line, device);
    if (!reading.ok) drop(reading.reason, reading.detail);
    else
      emit({
        kind: 'scan',
        laneId: device.laneId,
        text: cardText(reading.card, device.cardNumber),
      });
  }

  function dropPartial(): void {
    if (splitter.dropPartial()) drop('line-garbage', 'a line that was not ended');
  }

  const line = openSerialLine(
    device.serial,
    {
      onOpen() {
        line.settled();
        emit({ kind: 'status', status: 'online', detail: '' });
      },
      onData: take,
      onDown(sentence) {
        clearTimeout(partialTimer);
        dropPartial();
        emit({ kind: 'status', status: 'offline', detail: sentence });
      },
    },
    context.tap,
  );

  return {
    perform: ignoreOrders,
    async stop() {
      clearTimeout(partialTimer);
      await line.stop();
    },
  };
};
