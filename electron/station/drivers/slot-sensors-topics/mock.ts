import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';

export interface MockTopicSensors extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** As Zigbee2MQTT publishes a parking sensor. */
  occupancy(topic: string, occupied: boolean, batteryPercent?: number): Promise<void>;
  sendRaw(topic: string, payload: string | Buffer): Promise<void>;
}

/** Plays a gateway of another maker. */
export async function startMockTopicSensors(options: MockMqttOptions): Promise<MockTopicSensors> {
  const line = await connectMockMqtt(options);
  return {
    occupancy: (topic, occupied, battery = 90) =>
      line.publish(topic, JSON.stringify({ occupancy: occupied, battery, linkquality: 120 })),
    sendRaw: (topic, payload) => line.publish(topic, payload),
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
