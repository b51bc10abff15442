import type { SlotId } from '#domain/kernel/ids.ts';
import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { presenceTopic } from '../topics.ts';

export interface MockSlotSensors extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** Retained, so that a station that starts later knows. `at` is ISO 8601. */
  presence(slotId: SlotId, occupied: boolean, at: string): Promise<void>;
  /** Sends these bytes on a slot's topic, not retained. */
  sendRaw(slotId: string, payload: string | Buffer): Promise<void>;
}

/** Plays the controller of a lot's slot sensors. */
export async function startMockSlotSensors(options: MockMqttOptions): Promise<MockSlotSensors> {
  const line = await connectMockMqtt(options);
  return {
    presence: (slotId, occupied, at) =>
      line.publish(presenceTopic(options.lotId, slotId), JSON.stringify({ occupied, at }), true),
    sendRaw: (slotId, payload) => line.publish(presenceTopic(options.lotId, slotId), payload),
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
