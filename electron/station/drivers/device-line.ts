import type { SerialSettings } from '#domain/facility/device-file.ts';
import { type LineTap, noTap } from './line-tap.ts';
import { type DeviceLine, type LineEvents, openSerialLine } from './serial-line.ts';
import { openTcpLine, type TcpAddress } from './tcp-line.ts';

/** How a device that may hang on either is reached, as its configuration says. */
export type Connection =
  | ({ readonly kind: 'tcp' } & TcpAddress)
  | { readonly kind: 'serial'; readonly serial: SerialSettings };

/** Opens the line of a device, and opens it again whenever it is lost. */
export function openDeviceLine(
  connection: Connection,
  events: LineEvents,
  tap: LineTap = noTap,
): DeviceLine {
  return connection.kind === 'tcp'
    ? openTcpLine(connection, events, tap)
    : openSerialLine(connection.serial, events, tap);
}
