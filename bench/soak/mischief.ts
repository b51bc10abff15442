import { connectAsync, type MqttClient } from 'mqtt';
import type { Mosquitto } from '#station/drivers/test-support/mosquitto.ts';
import { contactTopic, plateTopic, statusTopic } from '#station/drivers/topics.ts';
import { pause, type SoakBarrier } from './soak-lines.ts';
import { LOT_ID } from './soak-lot.ts';
import type { SoakStation } from './soak-station.ts';

/** What a mischief may lay its hands on. */
export interface Field {
  readonly station: SoakStation;
  /** Null where the station's own broker serves. */
  readonly broker: Mosquitto | null;
  readonly badGate: SoakBarrier;
  readonly random: () => number;
  /** How long one that lasts does so. */
  readonly lastsMs: number;
  /** What did not come out as it must, in words. */
  readonly complain: (what: string) => void;
}

/** Something that goes wrong in a car park. Leaves things as they were. */
export interface Mischief {
  readonly name: string;
  /** The station or its broker is away meanwhile: those who need it cannot go on. */
  readonly takes?: 'station' | 'broker';
  run(field: Field): Promise<void>;
}

const GARBAGE_BYTES = 400;
const MEGABYTE = 1_024 * 1_024;
const THREE_HOURS_MS = 3 * 3_600_000;
const FLOOD_PER_TURN = 200;
const SETTLED_WITHIN_MS = 20_000;

const connect = async (url: string, options: object = {}): Promise<MqttClient> => {
  const client = await connectAsync(url, { reconnectPeriod: 0, ...options });
  client.on('error', () => undefined);
  return client;
};
const say = (client: MqttClient, deviceId: string, status: string) =>
  client.publishAsync(statusTopic(LOT_ID, deviceId), status, { qos: 1, retain: true });
const readOf = (id: string, at = Date.now()) =>
  JSON.stringify({ id, plate: 'KA09SK1', confidence: 0.9, at: new Date(at).toISOString() });

/** Readings and drops of a device since the station started. */
async function countsOf(station: SoakStation, deviceId: string) {
  const { body } = await station.call('GET', `/lots/${LOT_ID}/devices`);
  const device = body.find((one: { id: string }) => one.id === deviceId);
  const drops: Readonly<Record<string, number>> = device.drops;
  return {
    taken: device.inputs as number,
    dropped: Object.values(drops).reduce((sum, count) => sum + count, 0),
  };
}

const flood: Mischief = {
  name: 'a camera floods',
  async run({ station, lastsMs, complain }) {
    const client = await connect(await station.urlOf('cam-flood'));
    await say(client, 'cam-flood', 'online');
    const before = await countsOf(station, 'cam-flood');
    const until = Date.now() + lastsMs;
    let sent = 0;
    while (Date.now() < until) {
      const turn: Promise<unknown>[] = [];
      for (let n = 0; n < FLOOD_PER_TURN; n += 1) {
        sent += 1;
        turn.push(
          client.publishAsync(plateTopic(LOT_ID, 'cam-flood'), readOf(`flood-${sent}`), { qos: 1 }),
        );
      }
      await Promise.all(turn);
    }
    const deadline = Date.now() + SETTLED_WITHIN_MS;
    let counted = 0;
    while (counted !== sent && Date.now() < deadline) {
      const now = await countsOf(station, 'cam-flood');
      counted = now.taken + now.dropped - before.taken - before.dropped;
      await pause(100);
    }
    if (counted !== sent) complain(`a camera sent ${sent} messages and ${counted} were counted`);
    await client.endAsync();
  },
};

const flap: Mischief = {
  name: 'a device comes and goes',
  async run({ station, lastsMs }) {
    const client = await connect(await station.urlOf('cam-flap'));
    const until = Date.now() + lastsMs;
    while (Date.now() < until) {
      await say(client, 'cam-flap', 'offline');
      await pause(Math.min(500, lastsMs / 20));
      await say(client, 'cam-flap', 'online');
      await pause(Math.min(500, lastsMs / 20));
    }
    await client.endAsync();
  },
};

const twins: Mischief = {
  name: 'two clients have one id',
  async run({ station, lastsMs }) {
    const own = {
      clientId: 'twin',
      reconnectPeriod: 50,
      will: {
        topic: statusTopic(LOT_ID, 'cam-twin'),
        payload: Buffer.from('offline'),
        qos: 1 as const,
        retain: true,
      },
    };
    // Each takes the other's place, again and again; the first may be pushed out before it is told it is in.
    const url = await station.urlOf('cam-twin');
    const clients = [await connect(url, own)];
    const other = connect(url, own).then((client) => clients.push(client));
    const until = Date.now() + lastsMs;
    while (Date.now() < until) {
      for (const client of clients)
        if (client.connected)
          client.publish(statusTopic(LOT_ID, 'cam-twin'), 'online', { qos: 1, retain: true });
      await pause(50);
    }
    for (const client of clients) client.options.reconnectPeriod = 0;
    await Promise.race([other, pause(2_000)]);
    for (const client of clients) await client.endAsync(true);
  },
};

const megabytes: Mischief = {
  name: 'payloads of a megabyte',
  async run({ station }) {
    for (let n = 0; n < 5; n += 1) {
      const client = await connect(await station.urlOf('cam-noise'));
      client.publish(plateTopic(LOT_ID, 'cam-noise'), Buffer.alloc(MEGABYTE, 0x41));
      await pause(50);
      await client.endAsync(true);
    }
  },
};

const nonsense: Mischief = {
  name: 'nonsense on every topic',
  async run({ station, random }) {
    const payloads = [
      Buffer.from('['.repeat(20_000)),
      Buffer.from(`{"plate":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`),
      Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
      Buffer.from(Array.from({ length: 500 }, () => Math.floor(random() * 256))),
      Buffer.from('{"__proto__":{"plate":"X"},"confidence":1e999}'),
      Buffer.alloc(0),
    ];
    const topics = [
      plateTopic(LOT_ID, 'cam-noise'),
      statusTopic(LOT_ID, 'cam-noise'),
      contactTopic(LOT_ID, 'nobody'),
      statusTopic(LOT_ID, '\u{1f697}/..%2f"<b>'),
      plateTopic(LOT_ID, 'x'.repeat(2_000)),
      'gatehouse',
      '/',
    ];
    // One after the other: who writes where it may not is sent away by the station's own broker.
    for (const topic of topics) {
      const client = await connect(await station.urlOf('cam-noise'));
      for (const payload of payloads) client.publish(topic, payload, { qos: 0 });
      await pause(30);
      await client.endAsync(true);
    }
  },
};

const wrongClock: Mischief = {
  name: "a camera's clock is 3 h wrong",
  async run({ station, complain }) {
    const client = await connect(await station.urlOf('cam-twin'));
    const before = await countsOf(station, 'cam-twin');
    for (const [id, skewMs] of [
      ['ahead', THREE_HOURS_MS],
      ['behind', -THREE_HOURS_MS],
    ] as const)
      await client.publishAsync(
        plateTopic(LOT_ID, 'cam-twin'),
        readOf(`${id}-${Date.now()}`, Date.now() + skewMs),
        { qos: 1 },
      );
    const deadline = Date.now() + SETTLED_WITHIN_MS;
    while ((await countsOf(station, 'cam-twin')).taken < before.taken + 2) {
      if (Date.now() > deadline) {
        complain('reads of a camera with a wrong clock were not taken');
        break;
      }
      await pause(100);
    }
    await client.endAsync();
  },
};

const lineNoise: Mischief = {
  name: 'garbage on a serial line',
  async run({ badGate, random, lastsMs }) {
    const until = Date.now() + lastsMs;
    while (Date.now() < until) {
      badGate.garbage(Buffer.from(Array.from({ length: GARBAGE_BYTES }, () => random() * 256)));
      await pause(20);
    }
  },
};

const unplugged: Mischief = {
  name: 'a serial line is unplugged',
  run: ({ badGate, lastsMs }) => badGate.unplugFor(lastsMs),
};

const wrongBaud: Mischief = {
  name: 'a baud rate does not match',
  run: ({ badGate, lastsMs, random }) => badGate.atWrongBaudFor(lastsMs, random),
};

const brokerRestart: Mischief = {
  name: 'the broker is killed and comes back',
  takes: 'broker',
  async run({ broker }) {
    await broker?.halt(true);
    await pause(500);
    await broker?.start();
  },
};

const stationKilled: Mischief = {
  name: 'the station is killed and comes back',
  takes: 'station',
  async run({ station }) {
    await station.end('SIGKILL');
    await station.start();
  },
};

/** All of them, for an external broker or for the station's own. */
export function mischiefFor(hasBroker: boolean): readonly Mischief[] {
  return [
    flood,
    flap,
    twins,
    megabytes,
    nonsense,
    wrongClock,
    lineNoise,
    unplugged,
    wrongBaud,
    hasBroker ? brokerRestart : stationKilled,
  ];
}
