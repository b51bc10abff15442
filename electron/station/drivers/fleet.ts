import type { Device, DriverName } from '#domain/facility/device-file.ts';
import { kindOf } from '#domain/facility/device-link.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { DeviceId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../ports/log.ts';
import { type BackoffLimits, createBackoff } from './backoff.ts';
import { type DeviceGuard, guardDevice } from './device-guard.ts';
import { type DeviceMemory, fileMemory, forgetfulMemory } from './device-memory.ts';
import type { Driver, DropReason, FieldInput, FieldOutput } from './driver.ts';
import { sentenceOf } from './fault-sentence.ts';
import type { FieldTraffic } from './field-traffic.ts';
import type { LaneSecret } from './lane-secret.ts';
import { type LineMeter, type LineTap, meteredTap, noMeter } from './line-tap.ts';
import type { MqttLink } from './mqtt-link.ts';
import { noPictures, type PictureSink } from './picture-sink.ts';
import type { PushLink } from './push-link.ts';
import { limitLog, type RateLimitedLog } from './rate-limited-log.ts';
import { type LoadDriver, loadDriver } from './registry.ts';
import { noSockets, type SocketLink } from './socket-link.ts';
import { tappedMqtt, tappedPush } from './tapped-links.ts';
import { answerOfNobody, type TerminalOrder } from './terminal-words.ts';
import { unchangedDevices } from './unchanged-devices.ts';
import { UNKNOWN_DEVICE_ID, watchUnknownDevices } from './unknown-devices.ts';

/** How long all drivers of one device may take to stop before the fleet goes on without it. */
const STOP_TIMEOUT_MS = 5_000;
const RETRY: BackoffLimits = { firstMs: 500, capMs: 30_000 };

export interface FleetOptions {
  readonly lot: LotFile;
  readonly mqtt: MqttLink;
  readonly push: PushLink;
  /** Absent: nobody dials in. */
  readonly sockets?: SocketLink;
  /** Absent: pictures are not kept. */
  readonly pictures?: PictureSink;
  readonly log: Log;
  readonly emit: (deviceId: DeviceId, input: FieldInput) => void;
  /** Counts a drop. The fleet logs it, rate-limited. A device the lot does not have is `(unknown)`. */
  readonly drop: (deviceId: DeviceId, reason: DropReason, detail: string) => void;
  readonly now: () => Instant;
  /** Shows what passes between devices and drivers. Absent: nobody can watch. */
  readonly traffic?: FieldTraffic;
  /** Told how fast a device answers, and what its clock says. Absent: nobody wants to know. */
  readonly meterOf?: (deviceId: DeviceId) => LineMeter;
  /** Where devices keep what they must know after a restart. Absent: they forget it with the process. */
  readonly memoryFolder?: string;
  /** What the station shares with a device that was given a token. Absent: with none. */
  readonly secretOf?: (deviceId: DeviceId) => LaneSecret | null;
  /** For tests. */
  readonly load?: LoadDriver;
  readonly retry?: BackoffLimits;
}

/** All devices of a lot. */
export interface Fleet {
  /**
   * Gives an order to the devices of its lane, or to the one device that it names. Resolves when every
   * one of them took it; rejects naming those that did not. A payment's order that no driver could be
   * given is answered as an input as well, so that no payment waits for ever.
   */
  perform(output: FieldOutput): Promise<void>;
  /** Shows a text on one sign, whatever its lane shows. Rejects with a sentence when it did not take it. */
  tryOut(deviceId: DeviceId, lines: readonly string[]): Promise<void>;
  /** The lot's file changed: ends every driver and starts those of the new file. */
  restart(lot: LotFile): Promise<void>;
  /** The same, but a driver for which nothing has changed goes on undisturbed. */
  change(lot: LotFile): Promise<void>;
  stop(): Promise<void>;
}

/** Starts every device of a lot. One that cannot start is a fault of its own and is tried again. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const crew = new Crew(options);
  await crew.staff(options.lot);
  return {
    perform: (output) => crew.perform(output),
    tryOut: (deviceId, lines) => crew.tryOut(deviceId, lines),
    async restart(lot) {
      await crew.dismiss(() => true);
      await crew.staff(lot);
    },
    async change(lot) {
      const stays = unchangedDevices(crew.lot, lot);
      await crew.dismiss(({ id }) => !stays.has(id));
      await crew.staff(lot);
    },
    stop: () => crew.dismiss(() => true),
  };
}

/** The devices at work. */
class Crew {
  readonly #options: FleetOptions;
  readonly #quiet: RateLimitedLog;
  readonly #drop: FleetOptions['drop'];
  readonly #posts = new Map<DeviceId, Post>();
  #endUnknown = () => {};
  lot: LotFile;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.lot = options.lot;
    this.#quiet = limitLog(options.log, options.now);
    this.#drop = (deviceId, reason, detail) => {
      const fields = { deviceId, reason, detail };
      this.#quiet.warn(`${deviceId} ${reason}`, fields, 'field input dropped');
      options.drop(deviceId, reason, detail);
    };
  }

  /** Starts what the lot has and is not at work. Resolves after the first try of each. */
  async staff(lot: LotFile): Promise<void> {
    this.lot = lot;
    const options = { ...this.#options, drop: this.#drop };
    const fresh = lot.devices
      .filter(({ id }) => !this.#posts.has(id))
      .map((device) => new Post(device, lot, options, this.#quiet));
    for (const post of fresh) this.#posts.set(post.id, post);
    this.#endUnknown();
    this.#endUnknown = watchUnknownDevices(lot, this.#options.mqtt, (detail) => {
      this.#drop(UNKNOWN_DEVICE_ID, 'unknown-device', detail);
    });
    await Promise.all(fresh.map((post) => post.start()));
  }

  /** Ends the drivers that are picked. Their lines are free afterwards. */
  async dismiss(isPicked: (post: Post) => boolean): Promise<void> {
    this.#endUnknown();
    this.#endUnknown = () => {};
    const going = [...this.#posts.values()].filter(isPicked);
    for (const { id } of going) this.#posts.delete(id);
    await Promise.all(going.map((post) => post.stop()));
  }

  async tryOut(deviceId: DeviceId, lines: readonly string[]): Promise<void> {
    const post = this.#posts.get(deviceId);
    if (post?.laneId === undefined) throw new Error('it shows nothing of a lane.');
    await post.perform({ kind: 'show', laneId: post.laneId, lines });
  }

  async perform(output: FieldOutput): Promise<void> {
    const asked = [...this.#posts.values()].filter((post) =>
      'deviceId' in output ? post.id === output.deviceId : post.laneId === output.laneId,
    );
    if (output.kind === 'print') {
      const printer = asked.find((post) => post.driverName === 'printer-escpos');
      if (printer === undefined) throw new Error('No such printer in this lot.');
      return printer.perform(output);
    }
    if (isForTerminal(output) && !asked.some((post) => post.driverName === 'terminal-zvt')) {
      const answer = answerOfNobody(output, 'No such card terminal in this lot.');
      this.#options.emit(output.deviceId, answer);
      throw new Error(`No card terminal "${output.deviceId}" in this lot.`);
    }
    const results = await Promise.allSettled(asked.map((post) => post.perform(output)));
    const failures = results.flatMap((result, i) =>
      result.status === 'rejected' ? [`${asked[i]?.label}: ${sentenceOf(result.reason)}`] : [],
    );
    if (failures.length > 0) throw new Error(failures.join(' '));
  }
}

/** Told to one device, and no order of a payment. */
const NOT_OF_PAYMENTS: ReadonlySet<FieldOutput['kind']> = new Set([
  'charger',
  'board',
  'rights',
  'beat',
]);

/** A payment's order is answered whatever becomes of it; what is told to a charger the lot gives up by itself. */
function isForTerminal(output: FieldOutput): output is TerminalOrder {
  return 'deviceId' in output && !NOT_OF_PAYMENTS.has(output.kind);
}

/** Whether an order to a lane is one for a device of this driver: all of the lane are handed it. */
function concerns(driver: DriverName, output: FieldOutput): boolean {
  const kind = kindOf(driver);
  // Rights fill a log, and a beat comes every two seconds: who wants them sees the messages themselves.
  if (output.kind === 'rights' || output.kind === 'beat') return false;
  if ('deviceId' in output || kind === 'lane') return true;
  if (output.kind === 'show') return kind === 'sign';
  return kind === 'barrier';
}

/** One device and its driver, kept apart from the others. */
class Post {
  readonly #device: Device;
  readonly #lot: LotFile;
  readonly #options: FleetOptions;
  readonly #quiet: RateLimitedLog;
  readonly #backoff;
  readonly #memory: DeviceMemory;
  readonly #tap: LineTap;
  readonly #guard: DeviceGuard;
  #driver: Driver | null = null;
  #starting: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(device: Device, lot: LotFile, options: FleetOptions, quiet: RateLimitedLog) {
    this.#device = device;
    this.#lot = lot;
    this.#options = options;
    this.#quiet = quiet;
    this.#backoff = createBackoff(options.retry ?? RETRY);
    this.#memory =
      options.memoryFolder === undefined
        ? forgetfulMemory()
        : fileMemory(options.memoryFolder, device.id);
    const meter = options.meterOf?.(device.id) ?? noMeter;
    this.#tap = options.traffic?.tapOf(device.id, meter) ?? meteredTap(meter);
    this.#guard = guardDevice({
      ...{ device, lot, mqtt: options.mqtt, push: options.push, now: options.now },
      sockets: options.sockets ?? noSockets,
      log: options.log.child({ deviceId: device.id }),
      emit: (input) => this.#emit(input),
      drop: (reason, detail) => this.#drop(reason, detail),
    });
  }

  get id(): DeviceId {
    return this.#device.id;
  }

  get driverName(): Device['driver'] {
    return this.#device.driver;
  }

  get label(): string {
    return this.#device.label;
  }

  get laneId(): string | undefined {
    return 'laneId' in this.#device ? this.#device.laneId : undefined;
  }

  start(): Promise<void> {
    this.#starting = this.#tryStart();
    return this.#starting;
  }

  async perform(output: FieldOutput): Promise<void> {
    if (!this.#driver) {
      if (isForTerminal(output))
        this.#emit(answerOfNobody(output, 'The card terminal could not be started.'));
      throw new Error('it could not be started.');
    }
    if (concerns(this.driverName, output))
      this.#options.traffic?.word(this.#device.id, { kind: 'order', order: output });
    await this.#driver.perform(output);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#guard.stop();
    await this.#starting;
    const driver = this.#driver;
    this.#driver = null;
    if (!driver) return;
    const { log } = this.#options;
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      log.error({ deviceId: this.#device.id }, `a driver did not stop in ${STOP_TIMEOUT_MS} ms`);
      timeout.resolve();
    }, STOP_TIMEOUT_MS);
    const stopped = driver.stop().catch((error: unknown) => {
      log.error({ deviceId: this.#device.id, error: sentenceOf(error) }, 'a driver failed to stop');
    });
    await Promise.race([stopped, timeout.promise]);
    clearTimeout(timer);
  }

  async #tryStart(): Promise<void> {
    const { pictures = noPictures, log, now, load = loadDriver } = this.#options;
    const { mqtt, push, sockets } = this.#guard;
    const { id } = this.#device;
    try {
      const driver = await load({
        device: this.#device,
        lot: this.#lot,
        mqtt: tappedMqtt(mqtt, this.#tap),
        push: tappedPush(push, this.#tap),
        sockets,
        pictures,
        tap: this.#tap,
        log: log.child({ deviceId: id }),
        emit: (input) => this.#guard.emit(input),
        drop: (reason, detail) => this.#drop(reason, detail),
        now,
        memory: this.#memory,
        secret: () => this.#options.secretOf?.(id) ?? null,
      });
      this.#driver = driver;
    } catch (error) {
      const detail = sentenceOf(error);
      this.#quiet.warn(`${id} start`, { deviceId: id, error: detail }, 'a device did not start');
      this.#guard.emit({
        kind: 'status',
        status: 'fault',
        detail: `It cannot be started: ${detail}`,
      });
      if (!this.#stopped) this.#retry = setTimeout(() => this.start(), this.#backoff.nextMs());
    }
  }

  #drop(reason: DropReason, detail: string): void {
    this.#options.traffic?.word(this.#device.id, { kind: 'drop', reason, detail });
    this.#options.drop(this.#device.id, reason, detail);
  }

  /** Nothing is heard from a driver that was told to stop. */
  #emit(input: FieldInput): void {
    if (this.#stopped) return;
    this.#options.traffic?.word(this.#device.id, { kind: 'input', input });
    this.#options.emit(this.#device.id, input);
  }
}
