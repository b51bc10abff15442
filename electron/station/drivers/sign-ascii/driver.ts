import type { StartDriver } from '../driver.ts';
import { unescapeText } from '../escaped-text.ts';
import { startSignOnLine } from '../sign-line.ts';
import { encodeLines } from './codec.ts';

/** A sign that takes plain characters in a frame of its own, and answers if its file says so. */
export const start: StartDriver<'sign-ascii'> = async (context) => {
  const { device, drop } = context;
  const reply = device.reply === undefined ? null : unescapeText(device.reply);
  let heard = '';
  return startSignOnLine(context, device.connection, {
    encode: ({ lines }) => encodeLines(device, lines),
    replyTimeoutMs: device.replyTimeoutMs,
    repeatMs: device.repeatMs,
    listen:
      reply === null
        ? null
        : (chunk) => {
            heard += chunk.toString('latin1');
            const at = heard.indexOf(reply);
            if (at < 0) {
              // Its reply may have begun and not ended yet; what stands before that is none.
              const surplus = heard.length - (reply.length - 1);
              if (surplus > 0) drop('line-garbage', `${surplus} bytes that are not its reply`);
              heard = heard.slice(Math.max(0, surplus));
              return null;
            }
            heard = heard.slice(at + reply.length);
            return 'taken';
          },
  });
};
