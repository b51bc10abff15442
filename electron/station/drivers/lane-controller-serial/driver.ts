import type { DeviceStatus } from '#domain/lot/words.ts';
import type { StartDriver } from '../driver.ts';
import { serveController } from '../lane-controller.ts';
import { createLineSplitter } from '../scanner-serial/codec.ts';
import { openSerialLine } from '../serial-line.ts';
import { decodeLine, EVENT_LINE_MAX_BYTES, encodeLine } from './codec.ts';
import { createOutbox } from './outbox.ts';

const SILENT =
  'The line is open and it says nothing. Look at its power, its baud rate and its token.';

/** All of its rights twice over. A line on which more wait takes nothing any more. */
const WAITING_MAX_MESSAGES = 80;

/** A lane's own controller on a serial line. Whatever it signs is a sign of its life. */
export const start: StartDriver<'lane-controller-serial'> = async (context) => {
  const { device, drop, emit } = context;
  const splitter = createLineSplitter(EVENT_LINE_MAX_BYTES);
  let down = '';
  let fault = '';
  let lives = false;
  let isStopped = false;
  let told = '';
  let silence: NodeJS.Timeout | undefined;
  /** One message is on the line at a time; a beat comes between two parts of the rights. */
  const outbox = createOutbox(
    (bytes) => line.send(bytes),
    WAITING_MAX_MESSAGES,
    () => line.reopen(),
  );

  function standing(): readonly [DeviceStatus, string] {
    if (down !== '') return ['offline', down];
    if (fault !== '') return ['fault', fault];
    return lives ? ['online', ''] : ['offline', SILENT];
  }

  function tell(): void {
    const [status, detail] = standing();
    if (told === `${status} ${detail}`) return;
    told = `${status} ${detail}`;
    emit({ kind: 'status', status, detail });
  }

  function spoke(): void {
    const isBack = !lives;
    lives = true;
    line.settled();
    watchSilence();
    tell();
    // While it was away it has heard nothing, and its memory may be another.
    if (isBack) served.tellAll();
  }

  function watchSilence(): void {
    clearTimeout(silence);
    if (isStopped) return;
    silence = setTimeout(() => {
      lives = false;
      tell();
    }, device.silentAfterMs);
  }

  const served = serveController(context, {
    async send(what, signed) {
      // Nobody hears it: all of it is told when the controller is back.
      if (!lives && what !== 'beat') return;
      if (!line.isOpen) return;
      await outbox.put(encodeLine(what, signed));
    },
    spoke,
    said(status, detail) {
      fault = status === 'fault' ? detail : '';
      tell();
    },
  });

  function hear(text: string): void {
    const said = decodeLine(text);
    if (said?.what === 'event') served.hear(said.payload);
    else if (said?.what !== 'alive') drop('line-garbage', 'a line that no lane controller says');
    else if ((context.secret()?.verify('alive', said.payload) ?? null) === null)
      drop('malformed', 'not signed with its token');
    else spoke();
  }

  const line = openSerialLine(
    device.serial,
    {
      onOpen() {
        down = '';
        watchSilence();
      },
      onData(chunk) {
        const { lines, oversized, garbage } = splitter.push(chunk);
        for (let n = 0; n < oversized; n += 1)
          drop('oversized', `a line of more than ${EVENT_LINE_MAX_BYTES} bytes`);
        for (let n = 0; n < garbage; n += 1) drop('line-garbage', 'a line with unprintable bytes');
        for (const one of lines) hear(one);
      },
      onDown(sentence) {
        clearTimeout(silence);
        outbox.clear();
        if (splitter.dropPartial()) drop('line-garbage', 'a line that was not ended');
        lives = false;
        down = sentence;
        tell();
      },
    },
    context.tap,
  );

  return {
    perform: served.perform,
    async stop() {
      isStopped = true;
      served.stop();
      clearTimeout(silence);
      await line.stop();
    },
  };
};
