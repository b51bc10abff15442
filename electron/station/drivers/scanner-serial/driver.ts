import { ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { openSerialLine } from '../serial-line.ts';
import { createLineSplitter, SCAN_LINE_MAX_BYTES } from './codec.ts';

/** A scanner sends a line in one go; what stays unfinished this long was cut off. */
export const PARTIAL_LINE_TIMEOUT_MS = 500;

/** A barcode scanner that types lines into a serial port. Its line is its life: it never speaks first. */
export const start: StartDriver<'scanner-serial'> = async (context) => {
  const { device, emit, drop } = context;
  const splitter = createLineSplitter();
  let partialTimer: NodeJS.Timeout | undefined;

  function take(chunk: Buffer): void {
    const { lines, oversized, garbage } = splitter.push(chunk);
    for (const text of lines) emit({ kind: 'scan', laneId: device.laneId, text });
    for (let n = 0; n < oversized; n++) {
      drop('oversized', `a line of more than ${SCAN_LINE_MAX_BYTES} bytes`);
    }
    for (let n = 0; n < garbage; n++) drop('line-garbage', 'a line with unprintable bytes');
    clearTimeout(partialTimer);
    if (splitter.hasPartial) partialTimer = setTimeout(dropPartial, PARTIAL_LINE_TIMEOUT_MS);
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
