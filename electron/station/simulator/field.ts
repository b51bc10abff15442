import type { LotFile } from '#domain/facility/lot-file.ts';
import type { LaneId, SlotId } from '#domain/kernel/ids.ts';
import type { DurationMs, Instant } from '#domain/kernel/instant.ts';
import { type Random, seededRandom } from '#domain/kernel/seeded-random.ts';
import { plainPlan, type VehiclePlan } from '#domain/traffic/vehicle-plan.ts';
import type { MockContact } from '../drivers/contact-mqtt/mock.ts';
import { type MockSlotSensors, startMockSlotSensors } from '../drivers/slot-sensors-mqtt/mock.ts';
import type { Desk } from './desk.ts';
import type { LanePlayer, PushTarget } from './lane-player.ts';
import { clampSpeed } from './pace.ts';
import { type Posts, startPosts } from './posts.ts';
import { shortestLane } from './shortest-lane.ts';
import { SimClock } from './sim-clock.ts';
import { SlotField } from './slot-field.ts';
import { startLanes } from './start-lanes.ts';
import { type Ending, newVehicle, type Pace, parkedVehicle, type VehiclePhase } from './vehicle.ts';
import { VehicleRun, type VehicleWorld } from './vehicle-run.ts';
import { Waits } from './waits.ts';

export interface FieldOptions {
  readonly lot: LotFile;
  /** Where the station looks for the simulated serial lines. */
  readonly fieldDir: string;
  readonly mqttUrl: string;
  /** Where cameras that post do so; absent: they are silent. */
  readonly push?: PushTarget;
  readonly seed: number;
  /** 1 to 600. */
  readonly speed: number;
  /** Lot time at the start; now, unless told. */
  readonly startsAt?: Instant;
  /** Takes drivers' money and gives tickets; without one, both wait for the station's own staff. */
  readonly desk?: Pick<Desk, 'pay' | 'takeTicket'>;
  /** How long a driver waits at the least before giving up, in real time. */
  readonly patienceMinMs?: DurationMs;
  /** A line broke: the field cannot go on. */
  readonly onLost?: (sentence: string) => void;
  readonly onTrouble?: (error: Error) => void;
}

/** What became of a scripted vehicle: parked, or gone in one way or another. */
export type DriveOutcome =
  | { readonly kind: 'parked'; readonly slotId: SlotId }
  | { readonly kind: 'gone'; readonly ending: Ending };

/** Sensors report in so many messages at a time when they start. */
const REPORT_BURST = 50;
const PLATE_DRAWS_MAX = 20;
/** Vehicles on their way out at one time; who would be more stays parked a little longer. */
const LEAVING_MAX = 8;
const LEAVING: ReadonlySet<VehiclePhase> = new Set([
  'paying',
  'to-exit',
  'queued-out',
  'arming-out',
  'asked-out',
  'rolling-out',
  'backing-out',
]);

/** The car park's field: lanes and sensors over the real protocols, and the vehicles in it. */
export class Field implements VehicleWorld {
  readonly clock: SimClock;
  readonly random: Random;
  readonly lanes = new Map<LaneId, LanePlayer>();
  /** How many vehicles ended in which way. */
  readonly endings = new Map<Ending, number>();
  readonly #options: FieldOptions;
  readonly #runs = new Set<VehicleRun>();
  readonly #inLane = new Map<VehicleRun, LanePlayer>();
  readonly #slots: SlotField;
  readonly #waits: Waits;
  /** What scripted vehicles were told. */
  readonly #forcedSlot = new Map<VehicleRun, SlotId>();
  readonly #forcedExit = new Map<VehicleRun, LaneId>();
  #sensors: MockSlotSensors | null = null;
  #posts: Posts | null = null;

  private constructor(options: FieldOptions) {
    this.#options = options;
    this.clock = new SimClock(options.startsAt ?? Date.now(), clampSpeed(options.speed));
    this.random = seededRandom(options.seed);
    this.#waits = new Waits({
      clock: this.clock,
      random: this.random,
      patienceMinMs: options.patienceMinMs,
      isCrowdedAtExits: () => this.#isCrowdedAtExits(),
    });
    this.#slots = new SlotField(options.lot.slots, this.random, (slotId, isOccupied) =>
      this.#sense(slotId, isOccupied),
    );
  }

  /** Starts every device of the lot. Rejects with a sentence when a line or the broker is missing. */
  static async start(options: FieldOptions): Promise<Field> {
    const field = new Field(options);
    try {
      await field.#startDevices();
    } catch (error) {
      await field.stop();
      throw error;
    }
    return field;
  }

  get lot(): LotFile {
    return this.#options.lot;
  }

  get sensors(): MockSlotSensors | null {
    return this.#sensors;
  }

  get firePanel(): MockContact | null {
    return this.#posts?.firePanel ?? null;
  }

  get vehicles(): ReadonlySet<VehicleRun> {
    return this.#runs;
  }

  /** Share of the slots that are taken or sought, 0 to 1. */
  get fill(): number {
    return this.#runs.size / this.#options.lot.slots.length;
  }

  /** Sets the fire panel's contact, or presses a call button. Rejects for a device that is neither. */
  async setContact(deviceId: string, on: boolean): Promise<void> {
    const device = this.lot.devices.find(({ id }) => id === deviceId);
    if (device?.driver !== 'contact-mqtt') throw new Error(`The lot has no contact ${deviceId}.`);
    if (device.contact === 'fire-alarm') await this.firePanel?.set(on);
    else if (on) await this.lanes.get(device.laneId)?.callButton?.press();
  }

  setSpeed(speed: number): void {
    this.clock.setSpeed(clampSpeed(speed));
  }

  /** Vehicles move as fast as devices can follow, whatever the speed; stays keep theirs. */
  setHurry(isHurrying: boolean): void {
    this.#waits.isHurrying = isHurrying;
  }

  /** Sends a vehicle to an entry. */
  enter(plan: VehiclePlan, laneId: LaneId): VehicleRun {
    const lane = this.#lane(laneId);
    const run = this.#add(new VehicleRun(this, newVehicle(plan)));
    this.#inLane.set(run, lane);
    lane.join(run);
    return run;
  }

  /** A vehicle that was inside before the simulator came, standing where the books say, if it can. */
  adopt(plan: VehiclePlan, ticket: string | null, slotId: SlotId | null): void {
    const run = this.#add(new VehicleRun(this, parkedVehicle(plan, ticket)));
    run.slotId =
      slotId !== null && !this.#slots.isTaken(slotId)
        ? this.#slots.occupy(slotId)
        : this.#slots.park(null, plan.needs, false);
    run.startStay(plan.stayMs);
  }

  /** A scripted vehicle: resolves once it stands in a slot, or when it is gone again. */
  drive(options: {
    readonly plate: string;
    readonly entryLaneId: LaneId;
    /** Where it stops, whatever the sign says. */
    readonly slotId?: SlotId;
    readonly plan?: Partial<VehiclePlan>;
  }): Promise<DriveOutcome> {
    return new Promise((resolve) => {
      const plan = plainPlan(options.plate, options.plan);
      const run = this.enter(plan, options.entryLaneId);
      if (options.slotId !== undefined) this.#forcedSlot.set(run, options.slotId);
      this.#when(run, ['parked', 'gone'], () =>
        resolve(
          run.slotId === null
            ? { kind: 'gone', ending: run.ending ?? 'gave-up' }
            : { kind: 'parked', slotId: run.slotId },
        ),
      );
    });
  }

  /** Sends a parked vehicle to an exit; resolves once it is gone. Rejects for a plate not parked. */
  leave(options: { readonly plate: string; readonly exitLaneId: LaneId }): Promise<Ending> {
    const run = [...this.#runs].find((each) => each.state.plan.plate === options.plate);
    if (run?.state.phase !== 'parked')
      return Promise.reject(new Error(`No vehicle ${options.plate} is parked.`));
    this.#forcedExit.set(run, options.exitLaneId);
    return new Promise((resolve) => {
      this.#when(run, ['gone'], () => resolve(run.ending ?? 'left'));
      run.take({ kind: 'leave' });
    });
  }

  /** A plate that nobody inside has. */
  freshPlate(draw: () => string): string {
    const inside = new Set([...this.#runs].map((run) => run.state.plan.plate));
    for (let i = 0; i < PLATE_DRAWS_MAX; i++) {
      const plate = draw();
      if (!inside.has(plate)) return plate;
    }
    throw new Error('no plate is free: the generator repeats itself');
  }

  async stop(): Promise<void> {
    this.clock.stop();
    for (const run of this.#runs) run.stop();
    this.#runs.clear();
    for (const lane of this.lanes.values()) await lane.stop();
    await this.#posts?.stop();
    await this.#sensors?.stop();
  }

  // What vehicles meet.

  setLoop(run: VehicleRun, loop: 'arming' | 'safety', on: boolean): void {
    this.#inLane.get(run)?.setLoop(loop, on);
  }

  showPlate(run: VehicleRun, confidence: number): void {
    this.#atLane(run, (lane) => lane.showPlate(run, confidence));
  }

  scan(run: VehicleRun, ticket: string): void {
    this.#atLane(run, (lane) => lane.scan(ticket));
  }

  pressButton(run: VehicleRun): void {
    const lane = this.#inLane.get(run);
    // Where the lane has a ticket machine of its own, the ticket comes out of its printer.
    if (lane?.pressTicketButton()) return;
    const laneId = lane?.id ?? '';
    const asked = this.#options.desk?.takeTicket(laneId, run.state.plan.needs);
    Promise.resolve(asked ?? null).then(
      (given) =>
        run.take({
          kind: 'ticket',
          ticket: given?.ticket ?? null,
          slotLabel: given?.slotLabel ?? null,
        }),
      (error: Error) => this.#trouble(error),
    );
    this.#atLane(run, () => undefined);
  }

  pay(run: VehicleRun): void {
    const { ticket, plan } = run.state;
    const by = ticket === null ? { plate: plan.plate } : { ticket };
    const asked = this.#options.desk?.pay(by);
    Promise.resolve(asked ?? false).then(
      (ok) => run.take({ kind: 'paid', ok }),
      (error: Error) => this.#trouble(error),
    );
  }

  park(run: VehicleRun): SlotId | null {
    const slotId = this.#parkIn(run);
    if (slotId !== null && run.state.plan.needs.wantsCharge) this.#posts?.chargers?.plugIn(slotId);
    return slotId;
  }

  #parkIn(run: VehicleRun): SlotId | null {
    const forced = this.#forcedSlot.get(run);
    if (forced !== undefined && !this.#slots.isTaken(forced)) return this.#slots.occupy(forced);
    const { slotLabel, plan } = run.state;
    return this.#slots.park(slotLabel, plan.needs, plan.parksElsewhere);
  }

  unpark(run: VehicleRun): void {
    if (run.slotId === null) return;
    this.#posts?.chargers?.unplug(run.slotId);
    this.#slots.vacate(run.slotId);
  }

  joinExit(run: VehicleRun): void {
    const forced = this.#forcedExit.get(run);
    const lane = forced === undefined ? this.shortest('exit') : this.#lane(forced);
    this.#inLane.set(run, lane);
    lane.join(run);
  }

  leaveLane(run: VehicleRun): void {
    this.#inLane.get(run)?.release(run);
    this.#inLane.delete(run);
  }

  ended(run: VehicleRun, ending: Ending): void {
    this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
    this.#runs.delete(run);
    this.#forcedSlot.delete(run);
    this.#forcedExit.delete(run);
  }

  delay(pace: Pace, lifeMs: DurationMs, run: () => void): () => void {
    return this.#waits.start(pace, lifeMs, run);
  }

  #isCrowdedAtExits(): boolean {
    let leaving = 0;
    for (const { state } of this.#runs) if (LEAVING.has(state.phase)) leaving += 1;
    return leaving >= LEAVING_MAX;
  }

  /** The lane of a direction where a driver would queue. */
  shortest(direction: 'entry' | 'exit'): LanePlayer {
    return shortestLane(this.lanes.values(), direction, this.random);
  }

  /** Their lane turns: they go over to another one, as the sign tells them. */
  #queueAnew(runs: readonly VehicleRun[]): void {
    for (const run of runs) {
      const lane = this.shortest(LEAVING.has(run.state.phase) ? 'exit' : 'entry');
      this.#inLane.set(run, lane);
      lane.join(run);
    }
  }

  async #startDevices(): Promise<void> {
    const { lot, mqttUrl, push, fieldDir, onLost } = this.#options;
    const onTrouble = (error: Error) => this.#trouble(error);
    const players = await startLanes({
      ...{ lot, mqttUrl, fieldDir, onTrouble },
      ...(push === undefined ? {} : { push }),
      speed: () => this.#waits.speed,
      onLost: onLost ?? ((sentence) => this.#trouble(new Error(sentence))),
      onTurned: (runs) => this.#queueAnew(runs),
    });
    for (const player of players) this.lanes.set(player.id, player);
    this.#posts = await startPosts({
      ...{ lot, mqttUrl, push, fieldDir, random: this.random, onTrouble },
      now: () => this.clock.now(),
    });
    const sensors = lot.devices.find((device) => device.driver === 'slot-sensors-mqtt');
    if (sensors === undefined) return;
    this.#sensors = await startMockSlotSensors({
      url: mqttUrl,
      lotId: lot.id,
      deviceId: sensors.id,
    });
  }

  /** Every sensor says what it sees, as a controller does after power-up. */
  async reportAll(): Promise<void> {
    const { slots } = this.#options.lot;
    for (let from = 0; from < slots.length; from += REPORT_BURST) {
      const at = new Date().toISOString();
      const burst = slots.slice(from, from + REPORT_BURST);
      await Promise.all(burst.map(({ id }) => this.#presence(id, this.#slots.isTaken(id), at)));
    }
  }

  #sense(slotId: SlotId, isOccupied: boolean): void {
    this.#presence(slotId, isOccupied, new Date().toISOString()).catch((error: Error) =>
      this.#trouble(error),
    );
  }

  /** By the camera that counts its zone, or the sensor that lies in the slot, whatever it speaks. */
  async #presence(slotId: SlotId, isOccupied: boolean, at: string): Promise<void> {
    const zones = this.#posts?.zones;
    if (zones?.has(slotId) === true) return zones.presence(slotId, isOccupied);
    const lora = this.#posts?.lora.find((one) => one.has(slotId));
    if (lora === undefined) await this.#sensors?.presence(slotId, isOccupied, at);
    else await lora.presence(slotId, isOccupied);
  }

  #add(run: VehicleRun): VehicleRun {
    this.#runs.add(run);
    return run;
  }

  #lane(laneId: LaneId): LanePlayer {
    const lane = this.lanes.get(laneId);
    if (lane === undefined) throw new Error(`The lot has no lane ${laneId}.`);
    return lane;
  }

  /** Does something at the vehicle's lane, then sees whether the gate stands open for it already. */
  #atLane(run: VehicleRun, act: (lane: LanePlayer) => void): void {
    const lane = this.#inLane.get(run);
    if (lane === undefined) return;
    act(lane);
    queueMicrotask(() => lane.checkGate());
  }

  #when(run: VehicleRun, phases: readonly VehiclePhase[], then: () => void): void {
    run.onPhase = () => {
      if (!phases.includes(run.state.phase)) return;
      run.onPhase = () => undefined;
      then();
    };
  }

  #trouble(error: Error): void {
    this.#options.onTrouble?.(error);
  }
}
