import type { DeviceOf } from '#domain/facility/device-file.ts';
import { ignoreOrders } from './camera.ts';
import type { Driver, DriverContext } from './driver.ts';
import { createLineSplitter, SCAN_LINE_MAX_BYTES } from './scanner-serial/codec.ts';
import { openSerialLine } from './serial-line.ts';

/** A scanner sends a line in one go; what stays unfinished this long was cut off. */
const PARTIAL_LINE_TIMEOUT_MS = 500;

type Scanner = DeviceOf<'scanner-serial'> | DeviceOf<'scanner-wiegand'>;

/** A scanner or reader that types lines into a serial port. Its line is its life: it never speaks first. */
export function readScanLines(
  context: Pick<DriverContext<Scanner>, 'device' | 'emit' | 'drop' | 'tap'>,
  takeLine: (line: string) => void,
): Driver {
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
}
