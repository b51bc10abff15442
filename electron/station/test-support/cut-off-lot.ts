import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planTerms } from '#domain/membership/samples.testing.ts';
import {
  type MockLaneController,
  startMockLaneController,
} from '../drivers/lane-controller-mqtt/mock.ts';
import { type Mosquitto, mosquitto } from '../drivers/test-support/mosquitto.ts';
import type { DeviceInput } from '../drivers/test-support/small-lot.ts';
import { eventually } from './eventually.ts';
import { type StationProcess, startStationProcess } from './station-process.ts';
import { LOT_ID, lotWith, SIDE_EXIT, SIDE_LANE } from './test-lot.ts';

const CONTROLLERS: readonly DeviceInput[] = [
  { id: 'plc-in', label: 'Entry', driver: 'lane-controller-mqtt', laneId: SIDE_LANE, stock: 4 },
  { id: 'plc-out', label: 'Exit', driver: 'lane-controller-mqtt', laneId: SIDE_EXIT, stock: 0 },
];

/** The whole program over a real broker, with two played lane controllers that keep their memory on disk. */
export class CutOffLot {
  readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-offline-'));
  readonly broker: Mosquitto;
  station!: StationProcess;
  entry!: MockLaneController;
  exit!: MockLaneController;
  readonly tokens = new Map<string, string>();
  #token = '';

  private constructor(broker: Mosquitto) {
    this.broker = broker;
  }

  static async open(devices = CONTROLLERS): Promise<CutOffLot> {
    const lot = new CutOffLot(await mosquitto());
    const lotFile = join(lot.folder, 'lot.json');
    writeFileSync(lotFile, JSON.stringify(lotWith(devices)));
    await lot.startStation(['--lot', lotFile]);
    const admin = { username: 'anna', password: 'a-long-password' };
    lot.#token = (await lot.call('POST', '/setup/admin', admin)).token;
    for (const { id } of devices)
      lot.tokens.set(id, (await lot.post(`/devices/${id}/token`, {})).token);
    lot.entry = await lot.play('plc-in');
    lot.exit = await lot.play('plc-out');
    await eventually('the stock is at the lane', () => lot.entry.held.head?.stock.length === 4);
    await eventually('the exit has its rights', () => lot.exit.held.parts.length === 32);
    return lot;
  }

  async startStation(args: readonly string[] = []): Promise<void> {
    const data = join(this.folder, 'data');
    this.station = await startStationProcess(data, ['--mqtt-url', this.broker.url, ...args]);
  }

  play(deviceId: string, now?: () => number): Promise<MockLaneController> {
    return startMockLaneController({
      url: this.broker.url,
      lotId: LOT_ID,
      deviceId,
      token: this.tokens.get(deviceId) ?? '',
      memoryPath: join(this.folder, `${deviceId}.json`),
      ...(now === undefined ? {} : { now }),
    });
  }

  /** Broker and station are killed, and both controllers have noticed. */
  async cutOff(): Promise<void> {
    await this.broker.halt(true);
    await this.station.end('SIGKILL');
    await this.alone();
  }

  async alone(): Promise<void> {
    await eventually('both are on their own', () => this.entry.isAlone && this.exit.isAlone);
  }

  async told(): Promise<void> {
    await eventually('all is told', () => this.entry.waiting === 0 && this.exit.waiting === 0);
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts.
  async call(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await fetch(`${this.station.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(told)}`);
    return told;
  }

  post = (path: string, body: object) => this.call('POST', `/lots/${LOT_ID}${path}`, body);
  get = (path: string) => this.call('GET', `/lots/${LOT_ID}${path}`);

  async member(
    plates: readonly string[],
    terms: object = {},
  ): Promise<{ membershipId: string; token: string }> {
    const { planId } = await this.post('/plans', { terms: { ...planTerms(), ...terms } });
    return this.post('/memberships', {
      planId,
      holder: 'Somebody',
      plates,
      grantReason: 'invoice',
    });
  }

  async inside(): Promise<readonly string[]> {
    const rows: readonly { plate: string | null }[] = await this.get('/sessions?state=inside');
    return rows.map(({ plate }) => plate ?? '-').sort();
  }

  async events(type: string): Promise<readonly Record<string, unknown>[]> {
    const rows: readonly { event: Record<string, unknown> }[] =
      await this.get('/journal?limit=1000');
    return rows.map(({ event }) => event).filter((event) => event.type === type);
  }

  async count(type: string): Promise<number> {
    return (await this.events(type)).length;
  }

  async close(): Promise<void> {
    await this.entry?.stop();
    await this.exit?.stop();
    await this.station.end('SIGKILL');
    await this.broker.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
