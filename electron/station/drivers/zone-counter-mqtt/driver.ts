import type { DeviceOf } from '#domain/facility/device-file.ts';
import { ignoreOrders } from '../camera.ts';
import type { DriverContext, StartDriver } from '../driver.ts';
import { type MqttDevice, openMqttDevice } from '../mqtt-device.ts';
import { recentIds } from '../recent-ids.ts';
import { zoneCountTopic } from '../topics.ts';
import { decodeCrossing, decodeOccupied } from './codec.ts';
import { settledCount } from './settled-count.ts';

/** Crossings that may be told apart by their ids; older ones are forgotten. */
const RECENT_IDS_MAX = 256;

type Context = DriverContext<DeviceOf<'zone-counter-mqtt'>>;

/** A camera that counts the vehicles of a zone, over the native topic or Frigate's. */
export const start: StartDriver<'zone-counter-mqtt'> = async (context) => {
  const connection = openMqttDevice(context);
  const end =
    context.device.counts.kind === 'crossings'
      ? listenForCrossings(context, connection)
      : listenForCounts(context, connection, context.device.counts);
  return {
    perform: ignoreOrders,
    async stop() {
      end();
      connection.stop();
    },
  };
};

function listenForCrossings(context: Context, connection: MqttDevice): () => void {
  const { device, lot } = context;
  const seen = recentIds(RECENT_IDS_MAX);
  connection.receive(zoneCountTopic(lot.id, device.id), (_topic, payload, retained) => {
    if (payload.length === 0) return;
    const crossing = decodeCrossing(payload);
    if (crossing === null) {
      context.drop('malformed', 'what is no crossing');
      return;
    }
    // What the broker kept has been counted, or is of a time when nobody listened: once is enough.
    if (retained || (crossing.id !== null && seen.has(crossing.id))) {
      context.drop('duplicate', 'a crossing that has come before');
      return;
    }
    if (crossing.id !== null) seen.add(crossing.id);
    connection.spoke();
    context.emit({ kind: 'crossing', way: crossing.way, vehicles: crossing.vehicles });
  });
  return () => undefined;
}

function listenForCounts(
  context: Context,
  connection: MqttDevice,
  counts: Extract<Context['device']['counts'], { kind: 'occupied' }>,
): () => void {
  const settled = settledCount(counts.settleMs, (vehicles) =>
    context.emit({ kind: 'occupied', vehicles }),
  );
  const seen = new Map<string, number>();
  for (const topic of topicsOf(context, counts)) {
    connection.receive(topic, (_topic, payload, retained) => {
      if (payload.length === 0) return;
      const count = decodeOccupied(payload);
      if (count === null) {
        context.drop('malformed', 'what is no count of vehicles');
        return;
      }
      if (!retained) connection.spoke();
      seen.set(topic, count);
      settled.said([...seen.values()].reduce((sum, one) => sum + one, 0));
    });
  }
  if (counts.frigate !== undefined) listenForFrigate(context, connection, counts.frigate.prefix);
  return () => settled.stop();
}

/** Frigate has a topic for each kind of object. Source: docs.frigate.video, Integrations, MQTT. */
function topicsOf(
  { lot, device }: Context,
  { frigate }: Extract<Context['device']['counts'], { kind: 'occupied' }>,
): readonly string[] {
  if (frigate === undefined) return [zoneCountTopic(lot.id, device.id)];
  return frigate.objects.map((object) => `${frigate.prefix}/${frigate.zone}/${object}`);
}

/** Frigate's own last will says whether anybody counts at all. */
function listenForFrigate(context: Context, connection: MqttDevice, prefix: string): void {
  connection.receive(`${prefix}/available`, (_topic, payload) => {
    const word = payload.toString('utf8').trim();
    if (word === 'online') connection.said('online', '');
    else if (word === 'offline' || word === 'stopped')
      connection.said('offline', 'Frigate is off.');
    else if (word !== '')
      context.drop('malformed', 'an availability that is not online or offline');
  });
}
