/** The station's one MQTT connection as drivers see it: a topic filter, raw payloads, a publish. */
export interface MqttLink {
  /**
   * Calls `receive` for each message on a topic that matches `filter` (MQTT wildcards). `retained`: it
   * was kept by the broker and may be of any age. Survives reconnects. Returns what ends it.
   */
  subscribe(
    filter: string,
    receive: (topic: string, payload: Buffer, retained: boolean) => void,
  ): () => void;
  /** Resolves when the broker has the message (QoS 1); rejects after `MQTT_PUBLISH_TIMEOUT_MS`. */
  publish(topic: string, payload: string, options?: { readonly retain?: boolean }): Promise<void>;
  /** Whether the broker is reached now, and a call at every change. */
  readonly connected: boolean;
  /** Why the broker does not let the station in, as a sentence; null where it does, or is not there. */
  readonly fault?: string | null;
  onConnection(changed: (connected: boolean) => void): () => void;
}
