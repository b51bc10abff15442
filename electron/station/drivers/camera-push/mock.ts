import type { CameraMake } from '#domain/facility/device/camera-push.ts';
import type { DeviceId } from '#domain/kernel/ids.ts';
import {
  type MockPushRead,
  type MockPushUnread,
  type Posted,
  sampleAlive,
  sampleRead,
  sampleUnread,
} from './mock-makes.ts';

/** How long the other end may take to answer a post. */
const POST_TIMEOUT_MS = 5_000;

export interface MockPushOptions {
  /** Of the station, such as `http://127.0.0.1:4700`. */
  readonly url: string;
  readonly deviceId: DeviceId;
  readonly token: string;
  readonly make: CameraMake;
  /** As the make names it. */
  readonly camera?: string;
  /** How often it says that it lives; absent: never. */
  readonly aliveEveryMs?: number;
}

export interface MockPushCamera {
  /** Resolves with the status of the answer; rejects when nobody answers. */
  read(read: MockPushRead): Promise<number>;
  /** A vehicle whose plate it cannot read. */
  unread(unread: MockPushUnread): Promise<number>;
  alive(): Promise<number>;
  /** Posts these bytes, whatever they are. */
  sendRaw(body: Uint8Array | string, contentType: string): Promise<number>;
  /** Power cut: nothing is said any more. */
  die(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Plays a camera that posts, as its make does. Says at once that it lives where it does so at all. */
export async function startMockPushCamera(options: MockPushOptions): Promise<MockPushCamera> {
  const { url, deviceId, token, make, aliveEveryMs, camera = 'camera-1' } = options;
  let timer: NodeJS.Timeout | undefined;
  let isLiving = false;

  async function post({ contentType, body }: Posted): Promise<number> {
    const response = await fetch(`${url}/field/anpr/${deviceId}`, {
      method: 'POST',
      headers: { authorization: `Token ${token}`, 'content-type': contentType },
      body: body as BodyInit,
      signal: AbortSignal.timeout(POST_TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  }

  function alive(): Promise<number> {
    return post(sampleAlive(make, camera));
  }

  async function revive(): Promise<void> {
    if (isLiving) return;
    isLiving = true;
    if (aliveEveryMs === undefined) return;
    await alive();
    timer = setInterval(() => {
      alive().catch(() => {
        // A station that is away is told again at the next beat; it reports the silence itself.
      });
    }, aliveEveryMs);
  }

  async function die(): Promise<void> {
    isLiving = false;
    clearInterval(timer);
  }

  await revive();
  return {
    read: (read) => post(sampleRead(make, camera, read)),
    unread: (unread) => post(sampleUnread(make, camera, unread)),
    alive,
    sendRaw: (body, contentType) => post({ body: Buffer.from(body), contentType }),
    die,
    revive,
    stop: die,
  };
}
