import type { VehicleNeeds } from '#domain/facility/kinds.ts';
import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { plateTopic } from '../topics.ts';

/** A read as a camera sees it. */
export interface MockRead {
  readonly id: string;
  readonly plate: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** ISO 8601, by the camera's clock. */
  readonly at: string;
  readonly direction?: 'in' | 'out';
  readonly vehicle?: Partial<VehicleNeeds>;
  /** JPEG or PNG. */
  readonly picture?: Uint8Array;
}

/** A vehicle whose plate the camera cannot read. */
export type MockUnread = Omit<MockRead, 'plate' | 'confidence'>;

export interface MockCamera extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  read(read: MockRead): Promise<void>;
  unread(unread: MockUnread): Promise<void>;
  /** Sends these bytes on the camera's topic, whatever they are. */
  sendRaw(payload: string | Buffer): Promise<void>;
}

/** Plays a plate camera on its native topic. */
export async function startMockCamera(options: MockMqttOptions): Promise<MockCamera> {
  const line = await connectMockMqtt(options);
  const topic = plateTopic(options.lotId, options.deviceId);
  return {
    read: (read) => line.publish(topic, textOf(read)),
    unread: (unread) => line.publish(topic, textOf({ ...unread, plate: null })),
    sendRaw: (payload) => line.publish(topic, payload),
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}

function textOf({ picture, ...rest }: MockRead | (MockUnread & { readonly plate: null })): string {
  if (picture === undefined) return JSON.stringify(rest);
  return JSON.stringify({ ...rest, picture: Buffer.from(picture).toString('base64') });
}
