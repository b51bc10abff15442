import { z } from 'zod';
import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { parseJson } from '../mqtt-device.ts';
import { showTopic } from '../topics.ts';

const showSchema = z.object({
  lines: z.array(z.string()),
  qr: z.string().optional(),
  at: z.string(),
});

export interface MockSign extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** What it shows now. */
  readonly lines: readonly string[];
  /** The text of the code that it shows, or null. */
  readonly qr: string | null;
  /** How many messages it was sent. */
  readonly shows: number;
}

/** Plays a sign: shows what is retained on its topic and tells `onShow`. */
export async function startMockSign(
  options: MockMqttOptions & { readonly onShow?: (lines: readonly string[]) => void },
): Promise<MockSign> {
  const line = await connectMockMqtt(options);
  let lines: readonly string[] = [];
  let qr: string | null = null;
  let shows = 0;
  await line.subscribe(showTopic(options.lotId, options.deviceId), (_topic, payload) => {
    const show = showSchema.safeParse(parseJson(payload.toString('utf8')));
    if (!show.success) return;
    lines = show.data.lines;
    qr = show.data.qr ?? null;
    shows += 1;
    options.onShow?.(lines);
  });
  return {
    get lines() {
      return lines;
    },
    get qr() {
      return qr;
    },
    get shows() {
      return shows;
    },
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
