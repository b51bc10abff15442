import type { MockCamera, MockUnread } from '../camera-mqtt/mock.ts';
import { connectMockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { siblingTopic } from './tracked-vehicle.ts';

export interface MockFrigateOptions extends MockMqttOptions {
  readonly camera: string;
  readonly topic: string;
}

/** Plays one camera of a Frigate server. */
export async function startMockFrigate(options: MockFrigateOptions): Promise<MockCamera> {
  const line = await connectMockMqtt(options);
  const { camera } = options;
  /** Frigate tells of each vehicle before it reads it, and sends what it looks like. */
  async function track(read: MockUnread): Promise<void> {
    const label = read.vehicle?.vehicleClass === 'motorcycle' ? 'motorcycle' : 'car';
    const after = {
      id: read.id,
      camera,
      label,
      sub_label: null,
      false_positive: false,
      start_time: Date.parse(read.at) / 1_000,
      end_time: null,
      recognized_license_plate: null,
    };
    const event = JSON.stringify({ type: 'new', before: after, after });
    await line.publish(siblingTopic(options.topic, 'events'), event);
    if (read.picture === undefined) return;
    const snapshot = siblingTopic(options.topic, `${camera}/${label}/snapshot`);
    await line.publish(snapshot, Buffer.from(read.picture), true);
  }
  const sendRaw = (payload: string | Buffer) => line.publish(options.topic, payload);
  return {
    unread: track,
    async read(read) {
      await track(read);
      await sendRaw(
        JSON.stringify({
          type: 'lpr',
          id: read.id,
          name: null,
          plate: read.plate,
          score: read.confidence,
          camera,
          timestamp: Date.parse(read.at) / 1_000,
        }),
      );
    },
    sendRaw,
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
