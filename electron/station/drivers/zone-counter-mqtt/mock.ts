import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { zoneCountTopic } from '../topics.ts';

export interface MockZoneCounter extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** A vehicle goes over the boundary. `id` is the camera's own. */
  crossed(way: 'in' | 'out', id: string): Promise<void>;
  /** Retained, so that a station that starts later knows. */
  occupied(vehicles: number): Promise<void>;
  /** Frigate's count of one kind of object, retained as Frigate keeps it. */
  frigate(topic: string, count: number): Promise<void>;
  sendRaw(payload: string | Buffer): Promise<void>;
}

/** Plays a camera that counts a zone. */
export async function startMockZoneCounter(options: MockMqttOptions): Promise<MockZoneCounter> {
  const line = await connectMockMqtt(options);
  const topic = zoneCountTopic(options.lotId, options.deviceId);
  const at = () => new Date().toISOString();
  return {
    crossed: (way, id) => line.publish(topic, JSON.stringify({ id, crossed: way, at: at() })),
    occupied: (vehicles) =>
      line.publish(topic, JSON.stringify({ occupied: vehicles, at: at() }), true),
    frigate: (where, count) => line.publish(where, String(count), true),
    sendRaw: (payload) => line.publish(topic, payload),
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
