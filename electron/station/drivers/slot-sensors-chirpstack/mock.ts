import mqtt, { type MqttClient } from 'mqtt';
import { chirpstackTopic } from './topics.ts';

export interface MockChirpstackOptions {
  readonly url: string;
  readonly applicationId: string;
  /** How often this sensor sends its heartbeat; the others only speak when told to. */
  readonly heartbeat?: { readonly devEui: string; readonly everyMs: number };
}

export interface MockUplink {
  readonly devEui: string;
  readonly fPort: number;
  readonly bytes: readonly number[];
  /** What a decoder in the device profile made of it. */
  readonly object?: object;
  readonly rssi?: number;
}

export interface MockChirpstack {
  uplink(uplink: MockUplink): Promise<void>;
  /** As ChirpStack tells a device's battery. */
  battery(devEui: string, percent: number): Promise<void>;
  sendRaw(devEui: string, payload: string | Buffer): Promise<void>;
  /** The network server goes away: nothing is published any more. */
  die(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Plays ChirpStack with TPS110 sensors behind it. */
export async function startMockChirpstack(options: MockChirpstackOptions): Promise<MockChirpstack> {
  const { url, applicationId, heartbeat } = options;
  const client: MqttClient = await mqtt.connectAsync(url, { reconnectPeriod: 500 });
  client.on('error', () => {
    // A broker that is away is tried again every half second; the station reports the loss.
  });
  let timer: NodeJS.Timeout | undefined;
  let frames = 0;
  let isOccupied = 0;

  async function publish(devEui: string, event: 'up' | 'status', payload: string | Buffer) {
    await client.publishAsync(chirpstackTopic(applicationId, devEui, event), payload, { qos: 1 });
  }

  async function uplink({ devEui, fPort, bytes, object, rssi = -87 }: MockUplink): Promise<void> {
    frames += 1;
    if (fPort === 1) isOccupied = (bytes[0] ?? 0) & 1;
    const event = {
      deduplicationId: `mock-${process.pid}-${frames}`,
      time: new Date().toISOString(),
      deviceInfo: { applicationId, devEui, deviceProfileName: 'TPS110' },
      fCnt: frames,
      fPort,
      data: Buffer.from(bytes).toString('base64'),
      ...(object === undefined ? {} : { object }),
      rxInfo: [
        { gatewayId: 'a', rssi: rssi - 10 },
        { gatewayId: 'b', rssi },
      ],
    };
    await publish(devEui, 'up', JSON.stringify(event));
  }

  async function revive(): Promise<void> {
    if (heartbeat === undefined || timer !== undefined) return;
    const { devEui, everyMs } = heartbeat;
    const beat = () => uplink({ devEui, fPort: 2, bytes: [isOccupied, 21] });
    timer = setInterval(() => {
      if (client.connected) void beat();
    }, everyMs);
    await beat();
  }

  async function die(): Promise<void> {
    clearInterval(timer);
    timer = undefined;
  }

  await revive();
  return {
    uplink,
    battery: (devEui, percent) =>
      publish(
        devEui,
        'status',
        JSON.stringify({ deviceInfo: { devEui }, margin: 12, batteryLevel: percent }),
      ),
    sendRaw: (devEui, payload) => publish(devEui, 'up', payload),
    die,
    revive,
    async stop() {
      await die();
      await client.endAsync(!client.connected);
    },
  };
}
