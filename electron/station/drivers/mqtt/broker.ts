import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import type { Log } from '../../ports/log.ts';
import type { TlsIdentity } from '../../tls/identity.ts';
import { shareOfEach } from '../address-share.ts';
import { limitLog } from '../rate-limited-log.ts';
import { isStationTopic } from '../topics.ts';
import type { BrokerGate, Guest } from './broker-gate.ts';
import { Guests } from './guests.ts';
import { createPacketGuard } from './packet-guard.ts';
import { createRetainedBudget, type RetainedLimits } from './retained-budget.ts';
import { tlsServer } from './tls-door.ts';

/** Connections at one time; more are closed at once. */
export const BROKER_CLIENTS_MAX = 2_000;
/** Whole packets; a client that announces a larger one is disconnected. */
export const BROKER_PACKET_MAX_BYTES = 300 * 1_024;
/** What is kept for latecomers: a topic for each slot of the largest lot, and some. */
export const BROKER_RETAINED: RetainedLimits = { maxTopics: 300_000, maxBytes: 64 * 1_024 * 1_024 };
const BROKER_CONNECT_TIMEOUT_MS = 10_000;
const BROKER_DRAIN_TIMEOUT_MS = 10_000;
const CLIENT_ID_MAX_CHARS = 128;
/** Of one address that is not this machine. */
const CONNECTIONS_OF_ONE_MAX = BROKER_CLIENTS_MAX / 4;
const LOOPBACK = '127.0.0.1';
const STATION_USER = 'gatehouse-station';

/** The broker cannot serve; the message is a sentence for people. */
export class BrokerFault extends Error {
  override readonly name = 'BrokerFault';
}

export interface BrokerOptions {
  /** 127.0.0.1 unless told: field devices elsewhere need the address of a field network. */
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly log: Log;
  /** A second door, over TLS: the plain one is then open to this machine alone, unless told otherwise. */
  readonly tls?: {
    readonly port: number;
    readonly identity: TlsIdentity;
    readonly plainForEverybody: boolean;
  };
  readonly maxClients?: number;
  readonly maxPacketBytes?: number;
  /** Who comes in, and what they may do. Absent: everybody does, as on the bench of a driver. */
  readonly gate?: BrokerGate;
  /**
   * Until this has come nobody is turned away for good: the lots that say who is known are still being
   * opened, and a device that is refused may never come again.
   */
  readonly opened?: Promise<void>;
  /** The station's own, made anew unless a broker is started again for a station that runs on. */
  readonly credential?: Broker['credential'];
}

export interface Broker {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Where it is reached over TLS; null without. */
  readonly tlsPort: number | null;
  /** Made for this run, for the station's own client: it alone may write what commands devices. */
  readonly credential: { readonly username: string; readonly password: string };
  /** Sends away who would not be let in again. */
  recheck(): void;
  stop(): Promise<void>;
}

/**
 * The embedded broker. Its gate says who comes in and which topics are theirs; what commands devices
 * (`…/command`, `…/show`) is the station's alone. Rejects with a sentence when the port is taken.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const outside = options.host ?? LOOPBACK;
  const isPlainKept = options.tls?.plainForEverybody ?? true;
  const host = isPlainKept ? outside : LOOPBACK;
  const credential = options.credential ?? {
    username: STATION_USER,
    password: randomBytes(24).toString('hex'),
  };
  const guests = new Guests(options);
  const aedes = await createAedes(credential.password, guests, options.log);
  const take = (socket: Socket): void => {
    guardPackets(socket, options.maxPacketBytes ?? BROKER_PACKET_MAX_BYTES, () => {
      quiet.warn('packet', { from: socket.remoteAddress }, 'MQTT client sent an oversized packet');
    });
    aedes.handle(socket);
  };
  const quiet = limitLog(options.log, Date.now);
  aedes.on('clientError', (client, error) => {
    quiet.warn(`client ${client.id}`, { clientId: client.id, error: error.message }, 'MQTT client');
  });
  aedes.on('connectionError', (_client, error) => {
    quiet.warn('connection', { error: error.message }, 'MQTT connection without a valid CONNECT');
  });
  const limitShares = shareOfEach(CONNECTIONS_OF_ONE_MAX);
  const servers: Server[] = [];
  const open = async (server: Server, on: string, at: number): Promise<number> => {
    server.maxConnections = options.maxClients ?? BROKER_CLIENTS_MAX;
    server.on('drop', (from) => {
      const fields = { from: from?.remoteAddress };
      quiet.warn('drop', fields, 'MQTT connection refused: too many clients');
    });
    limitShares(server);
    await listen(server, on, at);
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const close = async (): Promise<void> => {
    const closed = servers.map((one) => new Promise<void>((done) => one.close(() => done())));
    await closeAedes(aedes);
    await Promise.all(closed);
  };
  let port: number;
  let tlsPort: number | null = null;
  try {
    // Acknowledgements and orders are small packets: held back to be sent together, each waits 40 ms.
    const { tls } = options;
    port = await open(createServer({ noDelay: true, keepAlive: true }, take), host, options.port);
    if (tls !== undefined) {
      const server = tlsServer(tls.identity, take);
      server.on('tlsClientError', (error) => {
        quiet.warn('tls', { error: error.message }, 'MQTT connection without valid TLS');
      });
      tlsPort = await open(server, outside, tls.port);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    host,
    port,
    tlsPort,
    url: `mqtt://${host.includes(':') ? `[${host}]` : host}:${port}`,
    credential,
    recheck() {
      guests.recheck();
    },
    stop: close,
  };
}

async function createAedes(password: string, guests: Guests, log: Log): Promise<Aedes> {
  const quiet = limitLog(log, Date.now);
  const stations = new WeakSet<Client>();
  const secret = Buffer.from(password);
  const retained = createRetainedBudget(BROKER_RETAINED);
  const isKept = (client: Client | null, topic: string, bytes: number): boolean =>
    (client === null || guests.keeps(client, topic, bytes)) && retained.take(topic, bytes);
  const broker = await Aedes.createBroker({
    connectTimeout: BROKER_CONNECT_TIMEOUT_MS,
    drainTimeout: BROKER_DRAIN_TIMEOUT_MS,
    maxClientsIdLength: CLIENT_ID_MAX_CHARS,
    preConnect(_client, packet, done) {
      if (packet.clientId.length > CLIENT_ID_MAX_CHARS)
        return done(new Error('its client id is too long'), false);
      // A session kept for an absent client would collect messages without end.
      packet.clean = true;
      done(null, true);
    },
    authenticate(client, username, given, done) {
      if (username !== STATION_USER) {
        void guests
          .admit(client, username ?? null, given?.toString('utf8') ?? null)
          .then((comes) => {
            const fields = { clientId: client.id, username };
            if (!comes) quiet.warn('admit', fields, 'MQTT client turned away');
            done(null, comes);
          })
          .catch((error: Error) => {
            // What goes wrong over one client's name is that client's loss, and nobody else's.
            log.error({ clientId: client.id, error: error.message }, 'MQTT client not admitted');
            done(null, false);
          });
        return;
      }
      const right = given?.length === secret.length && timingSafeEqual(given, secret);
      if (right) stations.add(client);
      else log.warn({ clientId: client.id }, 'MQTT client claimed to be the station');
      done(null, right);
    },
    authorizePublish(client, packet, done) {
      // No client: the broker's own messages. MQTT 3.1.1 can refuse only by disconnecting.
      const refused =
        client !== null &&
        (packet.topic.startsWith('$SYS/') ||
          (!stations.has(client) && !mayWrite(guests.of(client), packet.topic)));
      const fields = { clientId: client?.id, topic: packet.topic.slice(0, 200) };
      if (!refused) {
        if (packet.retain && !isKept(client, packet.topic, packet.payload.length)) {
          quiet.warn('retained', fields, 'MQTT message passed on but not retained: no room');
          packet.retain = false;
        }
        return done(null);
      }
      quiet.warn(`refused ${client.id}`, fields, 'MQTT publish refused: not a topic of its own');
      done(new Error('it may not publish there'));
    },
    authorizeSubscribe(client, subscription, done) {
      // System topics name every client; the station's name must stay unknown to be safe from take-over.
      const mayHear =
        stations.has(client) ||
        (!subscription.topic.startsWith('$SYS') &&
          guests.of(client)?.maySubscribe(subscription.topic) === true);
      done(null, mayHear ? subscription : null);
    },
  });
  broker.on('client', (client) => guests.came(client));
  broker.on('clientDisconnect', (client) => guests.left(client));
  return broker;
}

function mayWrite(guest: Guest | undefined, topic: string): boolean {
  return !isStationTopic(topic) && guest?.mayPublish(topic) === true;
}

/** The broker library reads its socket by `read()`: the one place where every byte passes. */
function guardPackets(socket: Socket, maxPacketBytes: number, exceeded: () => void): void {
  const guard = createPacketGuard(maxPacketBytes);
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array) || guard.accepts(chunk)) return chunk;
    exceeded();
    socket.destroy();
    return null;
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program uses that port' : error.message;
      reject(new BrokerFault(`The MQTT broker cannot listen on ${host}:${port}: ${why}.`));
    });
    server.listen(port, host, resolve);
  });
}

function closeAedes(aedes: Aedes): Promise<void> {
  return new Promise((resolve) => aedes.close(() => resolve()));
}
