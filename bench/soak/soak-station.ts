import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#station/drivers/test-support/mosquitto.ts';
import { type StationProcess, startStationProcess } from '#station/test-support/station-process.ts';
import { LOT_ID } from './soak-lot.ts';

const NAME = 'soak';
const PASSWORD = 'soak-admin-password';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: who reads an answer knows which call it is of.
  readonly body: any;
}

/** A station in a process of its own, that can be killed and started again on the same data. */
export class SoakStation {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'gatehouse-soak-'));
  readonly dataDirectory: string = join(this.folder, 'data');
  readonly #flags: readonly string[];
  readonly mqttUrl: string;
  /** Of the station's own broker; another one here asks nobody for a name. */
  readonly #knowsDevices: boolean;
  readonly #urls = new Map<string, Promise<string>>();
  #process: StationProcess | null = null;
  #token = '';
  /** How often it has been started. */
  life = 0;

  private constructor(lot: object, mqttUrl: string, flags: readonly string[]) {
    this.#knowsDevices = flags.includes('--mqtt-port');
    mkdirSync(join(this.dataDirectory, 'field'), { recursive: true });
    const lotFile = join(this.folder, 'lot.json');
    writeFileSync(lotFile, JSON.stringify(lot));
    this.mqttUrl = mqttUrl;
    this.#flags = ['--lot', lotFile, ...flags];
  }

  /** With an external broker, or its own on a port that stays the same. Not started yet. */
  static async prepare(lot: object, brokerUrl: string | null): Promise<SoakStation> {
    if (brokerUrl !== null) return new SoakStation(lot, brokerUrl, ['--mqtt-url', brokerUrl]);
    const port = await freePort();
    return new SoakStation(lot, `mqtt://127.0.0.1:${port}`, ['--mqtt-port', String(port)]);
  }

  async start(): Promise<void> {
    this.#process = await startStationProcess(this.dataDirectory, this.#flags);
    this.life += 1;
    const path = this.life === 1 ? 'setup/admin' : 'sign-in';
    const answer = await this.call('POST', `/${path}`, { username: NAME, password: PASSWORD });
    if (typeof answer.body?.token !== 'string')
      throw new Error(`nobody can sign in: ${JSON.stringify(answer)}`);
    this.#token = answer.body.token;
  }

  /** The broker's address with a device's own name and password. Asked for once, while the station is up. */
  async urlOf(deviceId: string): Promise<string> {
    if (!this.#knowsDevices) return this.mqttUrl;
    // Kept before it is there: a second password would end the first.
    const url = this.#urls.get(deviceId) ?? this.#newUrlOf(deviceId);
    this.#urls.set(deviceId, url);
    return await url;
  }

  async #newUrlOf(deviceId: string): Promise<string> {
    const { status, body } = await this.call(
      'POST',
      `/lots/${LOT_ID}/devices/${deviceId}/mqtt-password`,
    );
    if (status >= 300) throw new Error(`${deviceId} has no password: ${status}`);
    return Object.assign(new URL(this.mqttUrl), body).href;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = this.#process;
    this.#process = null;
    await ending?.end(signal);
  }

  get isUp(): boolean {
    return this.#process !== null;
  }

  /** What it printed, for whoever has to find out why. */
  said(): string {
    return this.#process?.said() ?? '';
  }

  /** Calls REST below `/api/v1`. Rejects while the station is down. */
  async call(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    const url = this.#process?.url;
    if (url === undefined) throw new Error('the station is down');
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** Figures of `/metrics` by their whole names, labels included. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    const url = this.#process?.url;
    if (url === undefined) return new Map();
    const text = await (await fetch(`${url}/metrics`)).text();
    const lines = text.matchAll(/^([a-z_]+(?:\{[^}]*\})?) ([\d.e+-]+)$/gm);
    return new Map([...lines].map(([, name = '', value]) => [name, Number(value)]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
