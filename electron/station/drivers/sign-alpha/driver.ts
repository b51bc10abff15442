import type { StartDriver } from '../driver.ts';
import { startSignOnLine } from '../sign-line.ts';
import {
  bodyOf,
  createFrameSplitter,
  decodeReadBack,
  encodeReadBack,
  encodeText,
} from './codec.ts';

/** A sign of Adaptive's family. It only listens, unless its line goes both ways and it is read back. */
export const start: StartDriver<'sign-alpha'> = async (context) => {
  const { device, drop } = context;
  const splitter = createFrameSplitter();
  const speech = {
    encode: (show: { readonly lines: readonly string[] }) => encodeText(device, show.lines),
    replyTimeoutMs: device.replyTimeoutMs,
  };
  if (!device.readsBack)
    return startSignOnLine(context, device.connection, { ...speech, listen: null });
  return startSignOnLine(context, device.connection, {
    ...speech,
    question: encodeReadBack(device),
    listen(chunk, show) {
      const { frames, garbageBytes } = splitter.push(chunk);
      if (garbageBytes > 0) drop('line-garbage', `${garbageBytes} bytes of no reply`);
      let said: 'taken' | 'refused' | null = null;
      for (const frame of frames) {
        const read = decodeReadBack(frame, device.file);
        if (read === null) drop('malformed', 'a reply that does not tell its text');
        else if (show !== null) said = read.text.endsWith(bodyOf(show.lines)) ? 'taken' : 'refused';
      }
      return said;
    },
  });
};
