import type { LineTap } from './line-tap.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { PushLink } from './push-link.ts';

/** The broker as one device's driver uses it, seen by its tap. */
export function tappedMqtt(mqtt: MqttLink, tap: LineTap): MqttLink {
  return {
    get connected() {
      return mqtt.connected;
    },
    get fault() {
      return mqtt.fault ?? null;
    },
    onConnection: (changed) => mqtt.onConnection(changed),
    subscribe: (filter, receive) =>
      mqtt.subscribe(filter, (topic, payload, retained) =>
        tap.heard(topic, payload, () => receive(topic, payload, retained)),
      ),
    async publish(topic, payload, options) {
      tap.sent(topic, payload);
      const taken = tap.asked('broker');
      await mqtt.publish(topic, payload, options);
      taken();
    },
  };
}

/** The door for posts as one device's driver uses it. A post's headers are not seen: its token is there. */
export function tappedPush(push: PushLink, tap: LineTap): PushLink {
  return {
    listen: (deviceId, take) =>
      push.listen(deviceId, (post) => {
        let answer: ReturnType<typeof take> | undefined;
        tap.heard(`POST ${post.contentType}`, post.body, () => {
          answer = take(post);
        });
        return answer ?? { kind: 'unreadable', detail: 'nothing took it' };
      }),
  };
}
