import type { MqttLink } from '../mqtt-link.ts';

/** For drivers that have nothing to do with MQTT. */
export const noMqtt: MqttLink = {
  connected: false,
  subscribe: () => () => undefined,
  publish: () => Promise.reject(new Error('not used')),
  onConnection: () => () => undefined,
};
