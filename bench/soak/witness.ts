import { connectAsync, type MqttClient } from 'mqtt';
import { plateTopic, showTopic, statusTopic } from '#station/drivers/topics.ts';
import type { SoakBarrier } from './soak-lines.ts';
import { pause } from './soak-lines.ts';
import { ENTRY_LANE, EXIT_LANE, GOOD_GATE, LOT_ID } from './soak-lot.ts';
import type { SoakStation } from './soak-station.ts';

const EVERY_MS = 50;
/** Vehicles that are inside at one time; then the oldest leaves. */
const INSIDE_MAX = 20;
const SEEN_WITHIN_MS = 10_000;

/** What went on while devices were harmed, and what the station has acknowledged of it. */
export interface Witness {
  /** Acknowledged: ticket numbers of entries, and how many vehicles left. */
  readonly tickets: readonly string[];
  readonly exits: number;
  /** Orders to the good barrier that were acknowledged and have reached it. */
  readonly vends: number;
  /** Orders that were acknowledged and have not reached it. */
  readonly lostVends: number;
  /** Reads of the good camera that the good sign has answered. */
  readonly reads: number;
  /** Calls that were not acknowledged: the station was down, or said no. */
  readonly unacknowledged: readonly string[];
  stop(): Promise<void>;
}

/** Everybody else: a till that lets vehicles in and out, staff at a gate, a camera with its sign. */
export async function startWitness(station: SoakStation, gate: SoakBarrier): Promise<Witness> {
  const tickets: string[] = [];
  const inside: string[] = [];
  const unacknowledged: string[] = [];
  let [exits, vends, lostVends, reads, plates, keys] = [0, 0, 0, 0, 0, 0];
  let isStopped = false;

  async function acknowledged(path: string, body: object, status: number) {
    keys += 1;
    try {
      const answer = await station.call(
        'POST',
        `/lots/${LOT_ID}/${path}`,
        body,
        `soak-key-${keys}`,
      );
      if (answer.status === status) return answer.body;
      unacknowledged.push(`${path} ${answer.status} ${answer.body?.code ?? ''}`);
    } catch (error) {
      unacknowledged.push(`${path} ${(error as Error).message}`);
    }
    return null;
  }

  const till = loop(async () => {
    plates += 1;
    const plate = `KA01SK${plates}`;
    const entry = await acknowledged('entries', { laneId: ENTRY_LANE, plate }, 201);
    if (entry !== null) {
      tickets.push(entry.ticket.number);
      inside.push(entry.ticket.number);
    }
    if (inside.length <= INSIDE_MAX) return;
    const ticket = inside.shift();
    const exit = await acknowledged('exits', { laneId: EXIT_LANE, ticket }, 200);
    if (exit?.decision === 'vend') exits += 1;
  });

  const staff = loop(async () => {
    const before = gate.vends;
    const vend = await acknowledged(`lanes/${GOOD_GATE}/vend`, { reason: 'soak' }, 200);
    if (vend === null) return;
    if (await within(() => gate.vends > before)) vends += 1;
    else if (!isStopped) lostVends += 1;
  });

  const field = await deviceOf(station, 'cam-good');
  const sign = await deviceOf(station, 'sign-good');
  const listen = () => sign.subscribe(showTopic(LOT_ID, 'sign-good'), { qos: 1 });
  let shows = 0;
  let readIn: string | null = null;
  sign.on('message', () => {
    shows += 1;
  });
  sign.on('connect', listen);
  listen();
  const camera = loop(async () => {
    const before = shows;
    plates += 1;
    const plate = `KA02SK${plates}`;
    const read = JSON.stringify({ id: `good-${plates}`, plate, confidence: 0.95 });
    publish(field, plateTopic(LOT_ID, 'cam-good'), read);
    if (!(await within(() => shows > before))) return;
    reads += 1;
    // The one before it leaves: would this one, the next would be shown the same slot, and no sign changes.
    const leaving = readIn;
    readIn = plate;
    if (leaving === null) return;
    const exit = await acknowledged('exits', { laneId: EXIT_LANE, plate: leaving }, 200);
    if (exit?.decision === 'vend') exits += 1;
  });

  async function loop(turn: () => Promise<void>): Promise<void> {
    while (!isStopped) {
      if (station.isUp) await turn();
      await pause(EVERY_MS);
    }
  }

  async function within(holds: () => boolean): Promise<boolean> {
    const deadline = Date.now() + SEEN_WITHIN_MS;
    while (!holds()) {
      if (isStopped || Date.now() > deadline) return false;
      await pause(5);
    }
    return true;
  }

  return {
    tickets,
    unacknowledged,
    get exits() {
      return exits;
    },
    get vends() {
      return vends;
    },
    get lostVends() {
      return lostVends;
    },
    get reads() {
      return reads;
    },
    async stop() {
      isStopped = true;
      await Promise.all([till, staff, camera]);
      await field.endAsync(true);
      await sign.endAsync(true);
    },
  };
}

/** A device with its own name, that says it is there whenever it is connected. */
async function deviceOf(station: SoakStation, id: string): Promise<MqttClient> {
  const client = await connectAsync(await station.urlOf(id), { reconnectPeriod: 200 });
  const announce = () =>
    client.publish(statusTopic(LOT_ID, id), 'online', { qos: 1, retain: true });
  client.on('error', () => undefined);
  client.on('connect', announce);
  announce();
  return client;
}

/** Lost while the broker is away, as on a wire. */
function publish(client: MqttClient, topic: string, payload: string): void {
  if (client.connected) client.publish(topic, payload, { qos: 1 });
}
