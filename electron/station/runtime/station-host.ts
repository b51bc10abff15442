import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { withDevices } from '#domain/facility/with-devices.ts';
import { must } from '#domain/kernel/assert.ts';
import type { Actor } from '#domain/lot/actor.ts';
import { readConfig, writeConfig } from '../config.ts';
import type { Press } from '../documents/press.ts';
import type { Fleet } from '../drivers/fleet.ts';
import { startFleet } from '../drivers/fleet.ts';
import type { LaneSecret } from '../drivers/lane-secret.ts';
import type { MqttLink } from '../drivers/mqtt-link.ts';
import type { PushDoor } from '../drivers/push-link.ts';
import type { SocketDoor } from '../drivers/socket-link.ts';
import type { KeyRing } from '../journal/keys.ts';
import { pictureLimits } from '../pictures/picture-settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SecureRandom } from '../ports/random.ts';
import { resourcePath } from '../resources.ts';
import { fillDemoBooks } from './demo-books.ts';
import { writeDemoHistory } from './demo-history.ts';
import { fieldInbox, fieldOutbox } from './field.ts';
import { keepLaneRights } from './lane-rights.ts';
import { DevicesRefused, type LotHost } from './lot-service.ts';
import { LotUnit, type LotUnitParts } from './lot-unit.ts';
import { settleOffline } from './offline-settling.ts';
import { openPrintDesk } from './print-desk.ts';
import { type KeptBoards, keepSignBoards } from './sign-boards.ts';
import { SimulatorProcess } from './simulator-process.ts';
import { keepField, noteTaken, weighFile } from './taken-file.ts';
import { wiredLot } from './wired-lot.ts';

const DEMO_LOT = 'demo-lots/riverside.json';
/** How long a text that tries a sign stands there. */
const TEST_SHOWN_MS = 10_000;
const STATION: Actor = { kind: 'station' };

export interface HostParts {
  readonly dataDirectory: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly random: SecureRandom;
  readonly log: Log;
  readonly mqtt: MqttLink;
  readonly pushDoor: PushDoor;
  readonly socketDoor: SocketDoor;
  readonly press: Press;
  readonly onDrop: (lotId: string, deviceId: string, reason: string) => void;
  readonly onCommand: LotUnitParts['onCommand'];
  /** What is installed in a lot is another. */
  readonly onDevicesChanged?: () => void;
  /** How many weeks a new demo lot has behind it, and who is told how far they are written. */
  readonly demoHistory: {
    readonly weeks: number;
    readonly progress: (share: number) => void;
  };
  /** A lot runs from now on, its earlier life read from its journal. */
  readonly onOpened: (unit: LotUnit) => void;
  /** A token for a played device that posts; good until the station ends. */
  /** What the station shares with a device that was given a token, or null. */
  readonly secretOf: (device: {
    readonly lotId: string;
    readonly deviceId: string;
  }) => LaneSecret | null;
  readonly lendToken: (device: { readonly lotId: string; readonly deviceId: string }) => string;
  /** What a simulated field needs to reach the station from outside; asked only when one starts. */
  readonly simulation: () => {
    readonly mqttUrl: string;
    readonly apiUrl: string;
    readonly apiUser: string;
    readonly apiPassword: string;
    readonly providerPort: number | null;
    readonly seed: number;
    readonly speed: number;
  };
}

interface RunningLot {
  readonly unit: LotUnit;
  fleet: Fleet | null;
  endRights: () => void;
  boards: KeptBoards | null;
  simulator: SimulatorProcess | null;
  /** Ends a text that was shown to try a sign. */
  showsAgain?: NodeJS.Timeout;
}

/** All lots of this data directory, each with its journal, its devices and perhaps its simulator. */
export class StationHost implements LotHost {
  readonly #parts: HostParts;
  readonly #running = new Map<string, RunningLot>();
  /** The broker asks for them with every message. */
  readonly #units = new Map<string, LotUnit>();
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: HostParts) {
    this.#parts = parts;
  }

  get lots(): ReadonlyMap<string, LotUnit> {
    return this.#units;
  }

  /** Opens every lot that the data directory already holds. */
  openAll(): Promise<void> {
    return this.#inTurn(() => this.#openAll());
  }

  async #openAll(): Promise<void> {
    const directory = join(this.#parts.dataDirectory, 'lots');
    if (!existsSync(directory)) return;
    for (const lotId of readdirSync(directory).sort()) {
      if (!existsSync(join(directory, lotId, 'journal.db'))) continue;
      const running = await this.#openUnit(lotId);
      if (running.unit.lot !== null) await this.#startField(running);
    }
  }

  open(lot: LotFile, actor: Actor): Promise<LotUnit> {
    return this.#inTurn(() => this.#open(lot, actor));
  }

  async #open(lot: LotFile, actor: Actor): Promise<LotUnit> {
    if (this.#closed) throw new LotNotOpened('busy', 'The station is closing.');
    const running = this.#running.get(lot.id) ?? (await this.#openUnit(lot.id));
    const outcome = await running.unit.submit({ type: 'OpenLot', lot }, { actor });
    if (!outcome.ok) throw new LotNotOpened(outcome.refusal.code, outcome.refusal.message);
    if (running.fleet === null) await this.#startField(running);
    else if (outcome.events.length > 0) await this.#changeField(running, running.fleet);
    return running.unit;
  }

  /**
   * Takes in the file that is given at every start: creates its lot, or changes it where the file says
   * something else than when it was taken in last. What people have changed meanwhile stays.
   */
  async takeFile(json: unknown, file: LotFile): Promise<LotUnit> {
    const folder = join(this.#parts.dataDirectory, 'lots', file.id);
    const log = this.#parts.log.child({ lotId: file.id });
    const running = this.#running.get(file.id);
    const lot = running?.unit.lot ?? null;
    if (running === undefined || lot === null) {
      const unit = await this.open(file, STATION);
      await noteTaken(folder, json);
      return unit;
    }
    const intake = weighFile(folder, json, file, lot);
    if (intake.kind === 'unchanged') return running.unit;
    if (intake.kind === 'unfit')
      throw new LotNotOpened('lot-in-use', `The lot file no longer fits: ${intake.problem}.`);
    const { overruled, kept } = intake.devices;
    const before = await keepField(folder, lot);
    const unit = await this.open(intake.lot, STATION);
    await noteTaken(folder, json);
    const level = overruled.length > 0 ? 'warn' : 'info';
    log[level]({ overruled, kept, before }, 'the lot file has changed and was taken in');
    return unit;
  }

  async openDemo(): Promise<LotUnit> {
    const json: unknown = JSON.parse(readFileSync(resourcePath(DEMO_LOT), 'utf8'));
    const parsed = parseLotFile(json);
    if (!parsed.ok)
      throw new Error(
        `The demo lot is damaged: ${parsed.error[0]?.path} ${parsed.error[0]?.message}`,
      );
    const lot = parsed.value;
    const held = this.#running.get(lot.id);
    // The simulator must never play devices that somebody has described as real.
    if (held !== undefined && !held.unit.simulated)
      throw new LotNotOpened(
        'lot-in-use',
        `This station already runs a real lot of the demo's id, ${lot.id}.`,
      );
    const path = this.#configPath();
    const config = readConfig(path);
    if (!config.simulatedLots.includes(lot.id))
      writeConfig(path, { ...config, simulatedLots: [...config.simulatedLots, lot.id] });
    await this.#inTurn(() => this.#writeHistory(lot));
    const unit = await this.takeFile(json, lot);
    await fillDemoBooks(unit, this.#parts.clock.now());
    return unit;
  }

  /** A demo that is opened for the first time has been running for a while; one that is there stays as it is. */
  async #writeHistory(lot: LotFile): Promise<void> {
    const { dataDirectory, keys, log, clock, demoHistory, simulation } = this.#parts;
    const directory = join(dataDirectory, 'lots', lot.id);
    if (demoHistory.weeks === 0 || existsSync(join(directory, 'journal.db'))) return;
    await writeDemoHistory({
      ...demoHistory,
      lot,
      directory,
      keys,
      log: log.child({ lotId: lot.id }),
      seed: simulation().seed,
      untilAt: clock.now(),
    });
  }

  changeDevices(
    lotId: string,
    change: (devices: LotFile['devices']) => readonly unknown[],
    actor: Actor,
  ): Promise<LotFile> {
    return this.#inTurn(async () => {
      const lot = this.#running.get(lotId)?.unit.lot;
      if (lot === undefined || lot === null)
        throw new LotNotOpened('busy', `The lot "${lotId}" is not open.`);
      const changed = withDevices(lot, change(lot.devices));
      if (!changed.ok) throw new DevicesRefused(changed.error);
      await this.#open(changed.value, actor);
      return changed.value;
    });
  }

  async tryOut(lotId: string, deviceId: string, lines: readonly string[]): Promise<void> {
    const running = this.#running.get(lotId);
    if (running?.fleet === undefined || running.fleet === null)
      throw new LotNotOpened('busy', `The lot "${lotId}" is not open.`);
    const { unit, fleet } = running;
    await fleet.tryOut(deviceId, lines);
    clearTimeout(running.showsAgain);
    running.showsAgain = setTimeout(() => unit.showAgain(), TEST_SHOWN_MS);
    running.showsAgain.unref();
  }

  async setSimulatorSpeed(lotId: string, speed: number): Promise<number> {
    const simulator = this.#simulatorOf(lotId);
    simulator.setSpeed(speed);
    return simulator.speed;
  }

  async playContact(lotId: string, deviceId: string, on: boolean): Promise<void> {
    this.#simulatorOf(lotId).setContact(deviceId, on);
  }

  #simulatorOf(lotId: string): SimulatorProcess {
    const simulator = this.#running.get(lotId)?.simulator;
    if (simulator === undefined || simulator === null)
      throw new LotNotOpened('not-simulated', 'The field of this lot is real: nobody plays it.');
    return simulator;
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#inTurn(() => this.#close());
  }

  /** One opening, change or closing after the other: each takes a while and leaves devices behind. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #close(): Promise<void> {
    for (const {
      fleet,
      endRights,
      boards,
      simulator,
      unit,
      showsAgain,
    } of this.#running.values()) {
      clearTimeout(showsAgain);
      endRights();
      boards?.stop();
      await simulator?.stop();
      await fleet?.stop();
      await unit.close();
    }
    this.#running.clear();
    this.#units.clear();
  }

  async #openUnit(lotId: string): Promise<RunningLot> {
    const { dataDirectory, keys, clock, random, log, onCommand } = this.#parts;
    const { simulatedLots, pictures } = readConfig(this.#configPath());
    const simulated = simulatedLots.includes(lotId);
    const directory = join(dataDirectory, 'lots', lotId);
    const unit = await LotUnit.open({
      lotId,
      directory,
      keys,
      clock,
      random,
      log: log.child({ lotId }),
      simulated,
      pictureLimits: pictureLimits(pictures),
      onCommand,
    });
    const running = { unit, fleet: null, endRights: () => {}, boards: null, simulator: null };
    this.#running.set(lotId, running);
    this.#units.set(lotId, unit);
    this.#parts.onOpened(unit);
    return running;
  }

  /** The lot is another from now on; devices that stay as they were are not disturbed. */
  async #changeField({ unit }: RunningLot, fleet: Fleet): Promise<void> {
    if (this.#closed) return;
    const lot = must(unit.lot, 'a field is changed for an open lot');
    await fleet.change(wiredLot(lot, this.#parts.dataDirectory));
    unit.health.keepOnly(new Set(lot.devices.map(({ id }) => id)));
    this.#parts.onDevicesChanged?.();
    // A sign that has come has been shown nothing yet.
    unit.showAgain();
  }

  async #startField(running: RunningLot): Promise<void> {
    if (this.#closed) return;
    const { unit } = running;
    const lot = wiredLot(
      must(unit.lot, 'a field is started for an open lot'),
      this.#parts.dataDirectory,
    );
    if (running.fleet !== null) {
      await running.fleet.restart(lot);
      running.boards?.again();
      return;
    }
    if (unit.simulated && running.simulator === null) {
      running.simulator = this.#startSimulator(lot);
      await running.simulator.ready();
    }
    const { mqtt, pushDoor, socketDoor, log, clock, onDrop } = this.#parts;
    const fieldLog = log.child({ lotId: unit.lotId, part: 'field' });
    const secretOf = (deviceId: string) => this.#parts.secretOf({ lotId: unit.lotId, deviceId });
    running.fleet = await startFleet({
      lot,
      mqtt,
      push: pushDoor.ofLot(unit.lotId),
      sockets: socketDoor.ofLot(unit.lotId),
      pictures: unit.pictures,
      log: fieldLog,
      emit: fieldInbox(unit, fieldLog, () => clock.now()),
      drop(deviceId, reason) {
        unit.health.drop(deviceId, reason, clock.now());
        onDrop(unit.lotId, deviceId, reason);
      },
      now: () => clock.now(),
      secretOf,
      traffic: unit.traffic,
      meterOf: (deviceId) => unit.health.meterOf(deviceId, () => clock.now()),
      memoryFolder: join(this.#parts.dataDirectory, 'lots', unit.lotId, 'devices'),
    });
    const { fleet } = running;
    const endRights = keepLaneRights({ unit, fleet, clock, log: fieldLog, secretOf });
    const endSettling = settleOffline(unit, fieldLog);
    running.endRights = () => {
      endRights();
      endSettling();
    };
    running.boards = keepSignBoards(unit, running.fleet, fieldLog);
    const { press } = this.#parts;
    const desk = openPrintDesk({ unit, fleet: running.fleet, press, clock, log: fieldLog });
    unit.attachField(fieldOutbox(running.fleet, desk, fieldLog), () =>
      this.#inTurn(() => this.#startField(running)),
    );
  }

  #startSimulator({ id: lotId, devices }: LotFile): SimulatorProcess {
    const { dataDirectory, log, lendToken } = this.#parts;
    const posting = devices.filter(
      ({ driver }) => driver === 'camera-push' || driver === 'charger-ocpp',
    );
    const deviceTokens = Object.fromEntries(
      posting.map(({ id: deviceId }) => [deviceId, lendToken({ lotId, deviceId })]),
    );
    return new SimulatorProcess({
      ...this.#parts.simulation(),
      deviceTokens,
      lotFile: resourcePath(DEMO_LOT),
      fieldDirectory: join(dataDirectory, 'field'),
      log: log.child({ part: 'simulator' }),
    });
  }

  #configPath(): string {
    return join(this.#parts.dataDirectory, 'config.json');
  }
}

/** The lot could not be opened; the code is a refusal's. */
export class LotNotOpened extends Error {
  override readonly name = 'LotNotOpened';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
