import type { TerminalDevice } from './codec.ts';
import type { TerminalLine, TerminalLineEvents } from './line.ts';
import { openSerialTerminalLine } from './serial-line.ts';
import { openTcpTerminalLine } from './tcp-line.ts';

/** Opens the line of a device, and opens it again whenever it is lost. */
export function openTerminalLine(
  connection: TerminalDevice['connection'],
  events: TerminalLineEvents,
): TerminalLine {
  return connection.kind === 'tcp'
    ? openTcpTerminalLine(connection, events)
    : openSerialTerminalLine(connection.serial, events);
}
