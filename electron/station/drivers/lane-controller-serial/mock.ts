import type { SerialSettings } from '#domain/facility/device-file.ts';
import { LaneSecret, type LaneTopic } from '../lane-secret.ts';
import { type MockPort, openMockPort } from '../mock-port.ts';
import {
  type ControllerOptions,
  type MockLaneController,
  playController,
} from '../play-controller.ts';
import { createLineSplitter } from '../scanner-serial/codec.ts';
import { decodeLine, encodeLine, RIGHTS_LINE_MAX_BYTES } from './codec.ts';

const ALIVE_EVERY_MS = 2_000;

export interface MockSerialControllerOptions extends ControllerOptions {
  readonly serial: SerialSettings;
  /** How often it says that it lives. */
  readonly aliveEveryMs?: number;
}

export interface MockSerialController extends MockLaneController {
  /** Puts these bytes on the line as they are. */
  sendBytes(bytes: Uint8Array): void;
}

/** Plays a lane controller at the field's end of a serial line. */
export async function startMockSerialController(
  options: MockSerialControllerOptions,
): Promise<MockSerialController> {
  const secret = LaneSecret.ofToken(options.token);
  const splitter = createLineSplitter(RIGHTS_LINE_MAX_BYTES);
  let port: MockPort | null = null;
  let hear: (what: LaneTopic, payload: Buffer) => void = () => undefined;

  const open = async () => {
    port = await openMockPort(options.serial, (chunk) => {
      for (const line of splitter.push(chunk).lines) {
        const said = decodeLine(line);
        if (said !== null) hear(said.what as LaneTopic, said.payload);
      }
    });
  };
  const die = async () => {
    const closing = port;
    port = null;
    splitter.dropPartial();
    await closing?.stop();
  };
  const put = (what: LaneTopic, payload: string | Buffer) => port?.write(encodeLine(what, payload));
  const alive = () =>
    void put('alive', secret.sign('alive', JSON.stringify({ at: (options.now ?? Date.now)() })));

  const played = await playController(options, async (take) => {
    hear = take;
    await open();
    alive();
    const timer = setInterval(alive, options.aliveEveryMs ?? ALIVE_EVERY_MS);
    return {
      async tell(what, payload) {
        if (port === null) throw new Error('It is dead.');
        put(what, payload);
      },
      die,
      revive: open,
      async stop() {
        clearInterval(timer);
        await die();
      },
    };
  });
  return Object.assign(played, { sendBytes: (bytes: Uint8Array) => port?.write(bytes) });
}
