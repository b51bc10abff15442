import type { Device, DeviceOf } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { DeviceId, LaneId } from '#domain/kernel/ids.ts';
import type { Way } from '#domain/lane/way.ts';
import type { VehiclePlan } from '#domain/traffic/vehicle-plan.ts';
import { startMockFrigate } from '../drivers/camera-frigate/mock.ts';
import { type MockCamera, startMockCamera } from '../drivers/camera-mqtt/mock.ts';
import { startMockPushCamera } from '../drivers/camera-push/mock.ts';
import { type MockContact, startMockContact } from '../drivers/contact-mqtt/mock.ts';
import type { MockMqttOptions } from '../drivers/mock-mqtt.ts';
import type { MockPrinter } from '../drivers/printer-escpos/mock.ts';
import { type MockScanner, startMockScanner } from '../drivers/scanner-serial/mock.ts';
import { type MockWiegand, startMockWiegand } from '../drivers/scanner-wiegand/mock.ts';
import { type BarrierPlayer, startBarrierPlayer } from './barrier-player.ts';
import { cameraPicture, motorcyclePicture } from './camera-picture.ts';
import { openFieldLine } from './field-line.ts';
import { LOOP_PHASE_MIN_MS, paced } from './pace.ts';
import { readSign, readWay } from './sign-reading.ts';
import type { PlayedBarrier } from './simulated-barrier.ts';
import { codeOn, startSimulatedPrinter } from './simulated-printer.ts';
import { type SimulatedSign, startSimulatedSign } from './simulated-sign.ts';
import type { VehicleRun } from './vehicle-run.ts';

type LaneFile = LotFile['lanes'][number];

export interface LanePlayerOptions {
  readonly lot: LotFile;
  readonly lane: LaneFile;
  readonly mqttUrl: string;
  /** Where cameras that post do so; absent: they are silent. */
  readonly push?: PushTarget;
  readonly fieldDir: string;
  readonly speed: () => number;
  readonly labels: ReadonlySet<string>;
  /** A line broke: the field cannot go on. */
  readonly onLost: (sentence: string) => void;
  /** A reversible lane turns: who waits in it has to go elsewhere. */
  readonly onTurned: (waiting: readonly VehicleRun[]) => void;
  /** A message was not taken; the field goes on. */
  readonly onTrouble: (error: Error) => void;
}

/** Where played cameras post, and each one's token. */
export interface PushTarget {
  readonly url: string;
  readonly tokens: Readonly<Record<DeviceId, string>>;
}

type LaneCamera = Pick<MockCamera, 'read' | 'unread'> & Partial<MockCamera>;

/** How often a played camera that posts says that it lives. */
const PUSH_ALIVE_MS = 20_000;
/** From one vehicle off the loops to the next one on them. */
const NEXT_VEHICLE_MS = 1_500;

/** A lane with its devices and the vehicles that queue in it, one at a time at the gate. */
export class LanePlayer {
  readonly lane: LaneFile;
  readonly #options: LanePlayerOptions;
  readonly #queue: VehicleRun[] = [];
  readonly #stops: (() => Promise<void>)[] = [];
  #front: VehicleRun | null = null;
  /** The gate was opened since the front vehicle came. */
  #isVended = false;
  #timer: NodeJS.Timeout | undefined;
  #barrier: BarrierPlayer | null = null;
  #camera: LaneCamera | null = null;
  #sign: SimulatedSign | null = null;
  #scanner: MockScanner | null = null;
  #cardReader: MockWiegand | null = null;
  #callButton: MockContact | null = null;
  #ticketButton: MockContact | null = null;
  #printer: MockPrinter | null = null;
  /** Which way the sign of a reversible lane says that it leads; null while it says nothing of it. */
  #way: Way | null = null;
  #reads = 0;
  /** Makes read ids of this run differ from those of earlier runs. */
  readonly #runId = Date.now().toString(36);

  private constructor(options: LanePlayerOptions) {
    this.#options = options;
    this.lane = options.lane;
  }

  /** Starts every device of the lane. Rejects when a line or the broker is not there. */
  static async start(options: LanePlayerOptions): Promise<LanePlayer> {
    const player = new LanePlayer(options);
    try {
      for (const device of options.lot.devices)
        if ('laneId' in device && device.laneId === options.lane.id) await player.#play(device);
    } catch (error) {
      await player.stop();
      throw error;
    }
    return player;
  }

  get id(): LaneId {
    return this.lane.id;
  }

  /** Vehicles in the lane, the one at the gate included. */
  get length(): number {
    return this.#queue.length + (this.#front === null ? 0 : 1);
  }

  /** Which way it leads now; null for a reversible lane that is closed to turn. */
  get way(): Way | null {
    const { direction } = this.lane;
    return direction === 'reversible' ? this.#way : direction;
  }

  get hasLoops(): boolean {
    return this.lane.detection === 'loops';
  }

  get barrier(): BarrierPlayer | null {
    return this.#barrier;
  }

  /** Where a card can be held, if the lane has such a reader. */
  get cardReader(): MockWiegand | null {
    return this.#cardReader;
  }

  get camera(): LaneCamera | null {
    return this.#camera;
  }

  get callButton(): MockContact | null {
    return this.#callButton;
  }

  get printer(): MockPrinter | null {
    return this.#printer;
  }

  /** Presses the button of the lane's ticket machine; false where it has none. */
  pressTicketButton(): boolean {
    this.#ticketButton?.press().catch(this.#options.onTrouble);
    return this.#ticketButton !== null;
  }

  get sign(): SimulatedSign | null {
    return this.#sign;
  }

  /** The last in the queue; comes to the gate when it is first. */
  join(run: VehicleRun): void {
    this.#queue.push(run);
    this.#next();
  }

  /** The front vehicle has gone through or away. */
  release(run: VehicleRun): void {
    if (this.#front !== run) return;
    this.#front = null;
    if (!this.hasLoops) {
      this.#barrier?.setBeam(false);
      this.#next();
      return;
    }
    const ms = paced(NEXT_VEHICLE_MS, this.#options.speed(), LOOP_PHASE_MIN_MS);
    this.#timer = setTimeout(() => this.#next(), ms);
  }

  setLoop(loop: 'arming' | 'safety', on: boolean): void {
    this.#barrier?.setLoop(loop, on);
  }

  showPlate(run: VehicleRun, confidence: number): void {
    this.readPlate(run.state.plan, confidence).catch(this.#options.onTrouble);
  }

  /** The lane's camera reads a plate, whoever stands there. */
  async readPlate({ plate, needs }: VehiclePlan, confidence: number): Promise<void> {
    this.#reads += 1;
    const read = {
      id: `${this.id}-${this.#runId}-${this.#reads}`,
      plate,
      confidence,
      at: new Date().toISOString(),
      direction: this.way === 'exit' ? 'out' : 'in',
      vehicle: needs,
    } as const;
    await this.#camera?.read(read);
  }

  /** The lane's camera sees a motorcycle from the front, which has no plate there. */
  async missPlate(): Promise<void> {
    this.#reads += 1;
    const at = new Date().toISOString();
    await this.#camera?.unread({
      id: `${this.id}-${this.#runId}-${this.#reads}`,
      at,
      vehicle: { vehicleClass: 'motorcycle' },
      picture: motorcyclePicture(at),
    });
  }

  scan(ticket: string): void {
    this.#scanner?.scan(ticket);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }

  #next(): void {
    if (this.#front !== null) return;
    const run = this.#queue.shift();
    if (run === undefined) return;
    this.#front = run;
    this.#isVended = false;
    run.take({ kind: 'turn', hasLoops: this.hasLoops });
    this.#tryGo();
  }

  #onVend(): void {
    const run = this.#front;
    if (run === null) return;
    this.#isVended = true;
    run.take({ kind: 'vended' });
    this.#tryGo();
  }

  /** An open gate lets through whom it was opened for; a held one lets through everybody. */
  #tryGo(): void {
    const run = this.#front;
    const barrier = this.#barrier;
    if (run === null || barrier === null || !barrier.isOpen) return;
    if (!this.#isVended && !barrier.isHeld) return;
    const before = run.state.phase;
    if (before !== 'asked-in' && before !== 'asked-out') return;
    run.take({ kind: 'go' });
    if (!this.hasLoops && run.state.phase !== before) barrier.setBeam(true);
  }

  /** A vehicle may have driven up to a gate that was open already. */
  checkGate(): void {
    this.#tryGo();
  }

  async #play(device: Device): Promise<void> {
    const { lot, mqttUrl: url } = this.#options;
    const mqtt = { url, lotId: lot.id, deviceId: device.id };
    switch (device.driver) {
      case 'barrier-ascii':
      case 'barrier-mqtt':
      case 'barrier-modbus-rtu':
      case 'barrier-modbus-tcp':
        return this.#playBarrier(device);
      case 'camera-mqtt':
        return this.#takeCamera(await startMockCamera(mqtt));
      case 'camera-frigate': {
        const { camera, topic } = device;
        return this.#takeCamera(await startMockFrigate({ ...mqtt, camera, topic }));
      }
      case 'sign-alpha':
      case 'sign-ascii':
      case 'sign-mqtt':
        this.#sign = await startSimulatedSign(device, {
          ...this.#options,
          onShow: (lines) => this.#onShow(lines),
        });
        this.#stops.push(this.#sign.stop);
        return;
      case 'scanner-serial': {
        const line = await openFieldLine(this.#options.fieldDir, device.serial.path);
        this.#stops.push(line.stop);
        const scanner = await startMockScanner({ ...device.serial, path: line.fieldPath });
        this.#scanner = scanner;
        this.#stops.push(() => scanner.stop());
        return;
      }
      case 'scanner-wiegand': {
        const line = await openFieldLine(this.#options.fieldDir, device.serial.path);
        this.#stops.push(line.stop);
        const serial = { ...device.serial, path: line.fieldPath };
        const reader = await startMockWiegand({ ...device, serial });
        this.#cardReader = reader;
        this.#stops.push(() => reader.stop());
        return;
      }
      case 'camera-push':
        this.#camera = await this.#playPushCamera(device);
        return;
      case 'contact-mqtt':
        await this.#playContact(device, mqtt);
        return;
      case 'printer-escpos':
        return this.#playPrinter(device);
      case 'lane-controller-mqtt':
      case 'lane-controller-serial':
      case 'slot-sensors-mqtt':
      case 'slot-sensors-chirpstack':
        return;
    }
  }

  #takeCamera(camera: MockCamera): void {
    this.#camera = camera;
    this.#stops.push(camera.stop);
  }

  /** It shows what it sees, so that consoles have pictures. */
  async #playPushCamera(device: DeviceOf<'camera-push'>): Promise<LaneCamera | null> {
    const { push } = this.#options;
    const token = push?.tokens[device.id];
    if (push === undefined || token === undefined) return null;
    const { id: deviceId, make, camera, silentAfterMs } = device;
    const mock = await startMockPushCamera({
      url: push.url,
      deviceId,
      token,
      make,
      ...(camera === undefined ? {} : { camera }),
      aliveEveryMs: Math.min(PUSH_ALIVE_MS, (silentAfterMs ?? PUSH_ALIVE_MS) / 3),
    });
    this.#stops.push(mock.stop);
    const answered = (status: number) => {
      if (status !== 200) throw new Error(`A post of ${deviceId} was answered with ${status}.`);
    };
    return {
      read: async (read) =>
        answered(await mock.read({ ...read, picture: cameraPicture(read.plate, read.at) })),
      unread: async (unread) => answered(await mock.unread(unread)),
    };
  }

  async #playBarrier(device: PlayedBarrier): Promise<void> {
    const barrier = await startBarrierPlayer({
      device,
      lotId: this.#options.lot.id,
      mqttUrl: this.#options.mqttUrl,
      fieldDir: this.#options.fieldDir,
      speed: this.#options.speed,
      onVend: () => this.#onVend(),
      onOpen: () => this.#tryGo(),
      onLost: this.#options.onLost,
    });
    this.#barrier = barrier;
    this.#stops.push(() => barrier.stop());
  }

  async #playContact(device: DeviceOf<'contact-mqtt'>, mqtt: MockMqttOptions): Promise<void> {
    const contact = await startMockContact(mqtt);
    this.#stops.push(contact.stop);
    if (device.contact === 'ticket-button') this.#ticketButton = contact;
    else this.#callButton = contact;
  }

  /** Whoever stands at the gate takes what comes out of the printer. */
  async #playPrinter(device: DeviceOf<'printer-escpos'>): Promise<void> {
    const printer = await startSimulatedPrinter(device, this.#options.fieldDir, (piece) => {
      const ticket = codeOn(piece);
      if (ticket !== null) this.#front?.take({ kind: 'ticket', ticket, slotLabel: null });
    });
    this.#printer = printer;
    this.#stops.push(printer.stop);
  }

  /** Who is at the gate stays, and is served; who waits behind goes by what the sign says. */
  #heedWay(lines: readonly string[]): void {
    const way = readWay(lines);
    if (way === undefined || way === this.#way) return;
    this.#way = way;
    const waiting = this.#queue.splice(0);
    if (waiting.length > 0) this.#options.onTurned(waiting);
  }

  #onShow(lines: readonly string[]): void {
    if (this.lane.direction === 'reversible') this.#heedWay(lines);
    const reading = readSign(lines, this.#options.labels);
    if (reading.kind !== 'nothing') this.#front?.take({ kind: 'sign', reading });
  }
}
