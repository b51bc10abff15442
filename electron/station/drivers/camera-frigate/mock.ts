import type { MockCamera } from '../camera-mqtt/mock.ts';
import { connectMockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';

export interface MockFrigateOptions extends MockMqttOptions {
  readonly camera: string;
  readonly topic: string;
}

/** Plays one camera of a Frigate server. */
export async function startMockFrigate(options: MockFrigateOptions): Promise<MockCamera> {
  const line = await connectMockMqtt(options);
  const sendRaw = (payload: string | Buffer) => line.publish(options.topic, payload);
  return {
    read: (read) =>
      sendRaw(
        JSON.stringify({
          type: 'lpr',
          id: read.id,
          name: null,
          plate: read.plate,
          score: read.confidence,
          camera: options.camera,
          timestamp: Date.parse(read.at) / 1_000,
        }),
      ),
    sendRaw,
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
