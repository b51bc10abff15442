import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { contactTopic } from '../topics.ts';

export interface MockContact extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** A fire panel's contact stays as it is, and the broker remembers it. */
  set(on: boolean): Promise<void>;
  /** Pressed and let go. */
  press(): Promise<void>;
  /** Sends these bytes on its topic, whatever they are. */
  sendRaw(payload: string | Buffer): Promise<void>;
}

/** Plays a dry contact on its native topic. */
export async function startMockContact(options: MockMqttOptions): Promise<MockContact> {
  const line = await connectMockMqtt(options);
  const topic = contactTopic(options.lotId, options.deviceId);
  const say = (on: boolean) => JSON.stringify({ on, at: new Date().toISOString() });
  return {
    set: (on) => line.publish(topic, say(on), true),
    async press() {
      await line.publish(topic, say(true));
      await line.publish(topic, say(false));
    },
    sendRaw: (payload) => line.publish(topic, payload),
    die: line.die,
    revive: line.revive,
    stop: line.stop,
  };
}
