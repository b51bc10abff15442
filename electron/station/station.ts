import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import type { ApiServices } from './api/context.ts';
import { StationMetrics } from './api/metrics.ts';
import { Accounts } from './api/sign-in/accounts.ts';
import { DeviceTokens } from './api/sign-in/device-tokens.ts';
import { type HttpServer, serveHttp } from './api/transports/http.ts';
import { readConfig } from './config.ts';
import { Press } from './documents/press.ts';
import { type Broker, startBroker } from './drivers/mqtt/broker.ts';
import { readTrust } from './drivers/mqtt/broker-trust.ts';
import { connectMqtt, type MqttConnection } from './drivers/mqtt/connect.ts';
import { deviceGate } from './drivers/mqtt/device-gate.ts';
import type { GuestsOptions } from './drivers/mqtt/guests.ts';
import { TopicScout } from './drivers/mqtt/topic-scout.ts';
import { createPushDoor } from './drivers/push-link.ts';
import { createSocketDoor } from './drivers/socket-link.ts';
import { openKeyRing } from './journal/keys.ts';
import { OptionsError, type StationOptions } from './options.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import { systemRandom } from './ports/random.ts';
import { PaymentDesk } from './providers/payment-desk.ts';
import { paymentSettings } from './providers/payment-settings.ts';
import { openProviders } from './providers/provider-set.ts';
import { LaneCashier } from './runtime/lane-cashier.ts';
import { LotNotOpened, StationHost } from './runtime/station-host.ts';
import { mailSettings } from './schedules/mail-settings.ts';
import { smtpMailer } from './schedules/mailer.ts';
import { reportFileMaker } from './schedules/make-files.ts';
import { ReportScheduler } from './schedules/report-scheduler.ts';
import { simulatedPayments } from './simulator/simulated-payments.ts';
import type { SecureDoors, TlsIdentity } from './tls/identity.ts';
import { openIdentity } from './tls/open-identity.ts';
import { tlsSchema } from './tls/tls-settings.ts';

/** A station that serves. */
export interface Station {
  readonly url: string;
  readonly mqttUrl: string;
  /** The same doors over TLS; null without. */
  readonly secure: { readonly url: string; readonly mqttUrl: string | null } | null;
  readonly services: ApiServices;
  /** Whether a clerk would lose an open shift from sight by closing now. */
  isShiftOpen(): boolean;
  close(): Promise<void>;
}

/** Simulated drivers pay at the desk, through the same API as everybody. */
const SIMULATOR = 'simulator';

const CONSOLE_DIRECTORY = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../renderer', import.meta.url),
);

/** Puts the parts together: broker, lots with their devices, and the API in front of them. */
export async function startStation(
  options: StationOptions,
  log: Log,
  demoProgress: (share: number) => void = () => {},
): Promise<Station> {
  const { dataDirectory, demo } = options;
  const keysDirectory = join(dataDirectory, 'keys');
  const clock = systemClock();
  const random = systemRandom();
  const metrics = new StationMetrics();
  const { desk, providerPort } = await openPaymentDesk(options, clock, log);
  const laneCashier = new LaneCashier({
    providersOf: (method) => desk.providersOf(method),
    log: log.child({ part: 'lanes' }),
  });
  const keys = openKeyRing(keysDirectory);
  const accounts = await Accounts.open({
    directory: keysDirectory,
    clock: () => clock.now(),
    log,
    demo,
  });
  const deviceTokens = await DeviceTokens.open(keysDirectory, () => clock.now());
  const pushDoor = createPushDoor();
  const socketDoor = createSocketDoor();
  const simulatorPassword = await accounts.addOwnPart(SIMULATOR, 'attendant');
  const mqttPasswords = await DeviceTokens.open(
    keysDirectory,
    () => clock.now(),
    'mqtt-passwords.json',
  );
  const played = { username: SIMULATOR, password: random.nonce() };
  const opened = Promise.withResolvers<void>();
  // Devices do not wait for the station: they come to its broker before it has any lot.
  let opener: StationHost | null = null;
  const gate = deviceGate({
    deviceOf: (password) => mqttPasswords.deviceOf(password),
    lotOf: (lotId) => opener?.lots.get(lotId)?.lot ?? null,
    simulator: played,
    anonymous: options.anonymousMqtt,
  });
  const tls = await openTls(options, log, () => clock.now());
  const { broker, mqtt, scout } = await startMqtt(options, log, {
    guests: { gate, opened: opened.promise },
    tls,
  });
  const mqttUrl = broker?.url ?? mqtt.url;
  // What comes to the station comes with a name where the broker is its own; another's has it in its address.
  const fieldUrl = broker === null ? (options.mqttUrl ?? '') : withName(broker.url, played);
  let http: HttpServer | null = null;
  const recheckDevices = (): void => {
    broker?.recheck();
    http?.recheckDevices();
  };
  const press = new Press();
  const host: StationHost = new StationHost({
    dataDirectory,
    keys,
    clock,
    random,
    log,
    mqtt,
    pushDoor,
    socketDoor,
    press,
    secretOf: (device) => deviceTokens.secretOf(device),
    lendToken: (device) => deviceTokens.lend(device),
    onDrop: (lotId, deviceId, reason) => metrics.drop(lotId, deviceId, reason),
    onCommand: (type, outcome) => metrics.command(type, outcome),
    demoHistory: { weeks: options.demoWeeks, progress: demoProgress },
    onOpened: (unit) => {
      desk.attach(unit);
      laneCashier.attach(unit);
    },
    onDevicesChanged: recheckDevices,
    simulation: () => ({
      mqttUrl: fieldUrl,
      apiUrl: http?.url ?? '',
      apiUser: SIMULATOR,
      apiPassword: simulatorPassword,
      providerPort,
      seed: options.seed,
      speed: options.speed,
    }),
  });
  opener = host;
  metrics.gauge('gatehouse_inbox_depth', 'Commands that wait to be decided.', () =>
    [...host.lots].map(([lotId, lot]) => [lotId, lot.inboxDepth] as const),
  );
  const schedules = openSchedules(options, { host, press, clock, log });
  const services: ApiServices = {
    host,
    accounts,
    deviceTokens,
    mqttPasswords,
    hasOwnBroker: broker !== null,
    recheckDevices,
    secureDoors: () => secureDoorsOf(tls, http, broker),
    topics: { look: () => scout.look(), hears: (topic) => mqtt.hears(topic) },
    pushDoor,
    socketDoor,
    press,
    schedules,
    clock,
    log,
    metrics,
    providersOf: (method) => desk.providersOf(method),
    takeWebhook: (provider, rawBody, headers) => desk.takeWebhook(provider, rawBody, headers),
  };
  const { port } = options;
  http = await serveHttp({
    services,
    host: options.host,
    port,
    consoleDirectory: CONSOLE_DIRECTORY,
    ...(tls === null ? {} : { tls: { ...tls, port: options.httpsPort } }),
  });
  await host.openAll();
  opened.resolve();
  desk.open();
  const { lotFile } = options;
  if (lotFile !== null) await unlessInUse(log, () => openLotFile(host, lotFile));
  if (demo) await unlessInUse(log, () => host.openDemo());
  schedules.start();
  return {
    url: http.url,
    mqttUrl,
    secure: secureUrls(options.host, http.tlsPort, broker?.tlsPort ?? null),
    services,
    isShiftOpen: () => [...host.lots.values()].some((lot) => lot.state.shifts.open.size > 0),
    async close() {
      await http?.close();
      laneCashier.close();
      desk.close();
      await schedules.close();
      await press.close();
      await host.close();
      await scout.stop();
      await mqtt.stop();
      await broker?.stop();
      tls?.identity.close();
    },
  };
}

/**
 * Without a word about payments in config.json there are no providers, and every webhook is unknown. A
 * simulated lot then has a simulated one, which the simulator plays on the port that is returned.
 */
async function openPaymentDesk(
  { dataDirectory, demo }: StationOptions,
  clock: Clock,
  log: Log,
): Promise<{ readonly desk: PaymentDesk; readonly providerPort: number | null }> {
  const { payments, simulatedLots } = readConfig(join(dataDirectory, 'config.json'));
  const isSimulated = payments === undefined && (demo || simulatedLots.length > 0);
  const providerPort = isSimulated ? await freePort() : null;
  const file = providerPort === null ? payments : simulatedPayments(providerPort);
  const settings = paymentSettings(file, process.env);
  const deskLog = log.child({ part: 'payments' });
  const providers = openProviders(settings, deskLog);
  const { upi } = settings;
  const desk = new PaymentDesk({ providers, upi, now: () => clock.now(), log: deskLog });
  return { desk, providerPort };
}

/** Reports that go out by themselves: below `reports/` in the data directory, and by mail where it is set up. */
function openSchedules(
  { dataDirectory }: StationOptions,
  parts: {
    readonly host: StationHost;
    readonly press: Press;
    readonly clock: Clock;
    readonly log: Log;
  },
): ReportScheduler {
  const settings = mailSettings(readConfig(join(dataDirectory, 'config.json')).mail, process.env);
  return new ReportScheduler({
    host: parts.host,
    clock: parts.clock,
    log: parts.log.child({ part: 'reports' }),
    makeFiles: reportFileMaker(parts),
    sendMail: settings === null ? null : smtpMailer(settings),
    folder: join(dataDirectory, 'reports'),
  });
}

/** A port of this machine that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

interface TlsDoors {
  readonly identity: TlsIdentity;
  readonly plainForEverybody: boolean;
}

/** What the doors over TLS show, where the command line or `config.json` asks for them. */
async function openTls(
  { tls, host, dataDirectory }: StationOptions,
  log: Log,
  now: () => number,
): Promise<TlsDoors | null> {
  const given = readConfig(join(dataDirectory, 'config.json')).tls;
  if (!tls && given === undefined) return null;
  const settings = given ?? tlsSchema.parse({});
  const keysDirectory = join(dataDirectory, 'keys');
  const ownLog = log.child({ part: 'tls' });
  const identity = await openIdentity({ settings, keysDirectory, host, now, log: ownLog });
  return { identity, plainForEverybody: settings.plain === 'everybody' };
}

function secureDoorsOf(
  tls: TlsDoors | null,
  http: HttpServer | null,
  broker: Broker | null,
): SecureDoors | null {
  const httpsPort = http?.tlsPort ?? null;
  if (tls === null || httpsPort === null) return null;
  return { ...tls, httpsPort, mqttsPort: broker?.tlsPort ?? null };
}

function secureUrls(host: string, httpPort: number | null, mqttPort: number | null) {
  if (httpPort === null) return null;
  const name = host.includes(':') ? `[${host}]` : host;
  const mqttUrl = mqttPort === null ? null : `mqtts://${name}:${mqttPort}`;
  return { url: `https://${name}:${httpPort}`, mqttUrl };
}

async function startMqtt(
  options: StationOptions,
  log: Log,
  { guests, tls }: { readonly guests: GuestsOptions; readonly tls: TlsDoors | null },
): Promise<{
  readonly broker: Broker | null;
  readonly mqtt: MqttConnection;
  readonly scout: TopicScout;
}> {
  const mqttLog = log.child({ part: 'mqtt' });
  const now = Date.now;
  if (options.mqttUrl !== null) {
    const other = { url: options.mqttUrl, trust: readTrust(options.mqttTls), log: mqttLog };
    const mqtt = await connectMqtt(other);
    return { broker: null, mqtt, scout: new TopicScout({ ...other, now }) };
  }
  const { host, mqttPort: port } = options;
  const secured = tls === null ? {} : { tls: { ...tls, port: options.mqttsPort } };
  const broker = await startBroker({ host, port, log: mqttLog, ...guests, ...secured });
  // One process holds both ends: a long turn of its loop would look like a dead broker to itself.
  const own = { url: broker.url, ...broker.credential, keepaliveSeconds: 0 };
  const mqtt = await connectMqtt({ ...own, log: mqttLog });
  const scout = new TopicScout({ url: broker.url, ...broker.credential, log: mqttLog, now });
  return { broker, mqtt, scout };
}

/** The address of a broker with who comes to it. */
function withName(
  address: string,
  { username, password }: { readonly username: string; readonly password: string },
): string {
  return Object.assign(new URL(address), { username, password }).href;
}

/** A newer file that would remove what vehicles use must not keep the lot from opening as it was. */
async function unlessInUse(log: Log, open: () => Promise<unknown>): Promise<void> {
  try {
    await open();
  } catch (error) {
    if (!(error instanceof LotNotOpened) || error.code !== 'lot-in-use') throw error;
    log.error({ error: error.message }, 'the lot goes on as it was; open the file when it is free');
  }
}

const PROBLEMS_SHOWN = 10;

async function openLotFile(host: StationHost, path: string): Promise<void> {
  const json = readJson(path);
  const parsed = parseLotFile(json);
  if (!parsed.ok) {
    const shown = parsed.error
      .slice(0, PROBLEMS_SHOWN)
      .map((one) => `  ${one.path}: ${one.message}`);
    const rest = parsed.error.length - shown.length;
    if (rest > 0) shown.push(`  and ${rest} more`);
    throw new OptionsError(`${path} is not a lot that can be opened:\n${shown.join('\n')}`);
  }
  await host.takeFile(json, parsed.value);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new OptionsError(`${path} cannot be read as a lot file: ${(error as Error).message}`);
  }
}
