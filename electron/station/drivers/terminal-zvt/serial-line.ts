import type { SerialSettings } from '#domain/facility/device-file.ts';
import { openSerialLine } from '../serial-line.ts';
import type { TerminalLine, TerminalLineEvents } from './line.ts';
import { createSerialLink } from './serial-link.ts';

/** A serial line to a terminal, with the framing of ZVT. */
export function openSerialTerminalLine(
  settings: SerialSettings,
  events: TerminalLineEvents,
): TerminalLine {
  const link = createSerialLink({
    write: (bytes) => line.write(bytes),
    onMessage: events.onMessage,
    onGarbage: events.onGarbage,
    onDead() {
      events.onDown(`The terminal on ${settings.path} takes no message.`);
      line.reopen();
    },
  });
  const line = openSerialLine(settings, {
    onOpen: events.onUp,
    onData: (chunk) => link.push(chunk),
    onDown(sentence) {
      link.reset();
      events.onDown(sentence);
    },
  });
  return {
    send: (message, once) => link.send(message, once),
    reopen() {
      link.reset();
      line.reopen();
    },
    settled: () => line.settled(),
    async stop() {
      link.reset();
      await line.stop();
    },
  };
}
