import type { LaneTopic } from '../lane-secret.ts';
import { connectMockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import {
  type ControllerOptions,
  type MockLaneController,
  playController,
} from '../play-controller.ts';
import { controllerTopic } from '../topics.ts';

export type { MockLaneController } from '../play-controller.ts';

/** Plays a lane controller on MQTT. */
export function startMockLaneController(
  options: MockMqttOptions & ControllerOptions,
): Promise<MockLaneController> {
  const topic = (what: LaneTopic) => controllerTopic(options.lotId, options.deviceId, what);
  return playController(options, async (take) => {
    const line = await connectMockMqtt(options);
    await line.subscribe(`${topic('rights')}/+`, (full, payload) =>
      take(`rights/${Number(full.slice(full.lastIndexOf('/') + 1))}`, payload),
    );
    for (const what of ['rights', 'beat', 'ack'] as const)
      await line.subscribe(topic(what), (_topic, payload) => take(what, payload));
    return {
      tell: (what, payload) => line.publish(topic(what), payload),
      ...{ die: line.die, revive: line.revive, stop: line.stop },
    };
  });
}
