import { openTcpLine, type TcpAddress } from '../tcp-line.ts';
import { createApduSplitter } from './apdu.ts';
import { PARTIAL_MESSAGE_TIMEOUT_MS, type TerminalLine, type TerminalLineEvents } from './line.ts';

/** A TCP connection to a terminal, made anew with bounded back-off until it is stopped. */
export function openTcpTerminalLine(address: TcpAddress, events: TerminalLineEvents): TerminalLine {
  let splitter = createApduSplitter();
  let partial: NodeJS.Timeout | undefined;

  const line = openTcpLine(address, {
    onOpen() {
      splitter = createApduSplitter();
      events.onUp();
    },
    onData(chunk) {
      const { apdus, garbageBytes } = splitter.push(chunk);
      if (garbageBytes > 0) events.onGarbage(garbageBytes);
      for (const apdu of apdus) events.onMessage(apdu);
      clearTimeout(partial);
      if (!splitter.hasPartial) return;
      partial = setTimeout(
        () => events.onGarbage(splitter.dropPartial()),
        PARTIAL_MESSAGE_TIMEOUT_MS,
      );
    },
    onDown(sentence) {
      clearTimeout(partial);
      events.onDown(sentence);
    },
  });

  return {
    send: (message) => line.write(message),
    reopen() {
      clearTimeout(partial);
      line.reopen();
    },
    settled: () => line.settled(),
    async stop() {
      const stopped = line.stop();
      clearTimeout(partial);
      await stopped;
    },
  };
}
