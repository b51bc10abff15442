import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Log } from '../ports/log.ts';

export interface SimulatorOptions {
  /** The lot file whose devices are played. */
  readonly lotFile: string;
  /** Where the simulated serial lines appear. */
  readonly fieldDirectory: string;
  readonly mqttUrl: string;
  readonly apiUrl: string;
  readonly apiUser: string;
  readonly apiPassword: string;
  /** Of the devices that post, by their ids. */
  readonly deviceTokens: Readonly<Record<string, string>>;
  /** Where the simulated payment provider listens; null without one. */
  readonly providerPort: number | null;
  readonly seed: number;
  readonly speed: number;
  readonly log: Log;
}

const STOP_GRACE_MS = 3_000;
const RESTART_AFTER_MS = 2_000;
/** Devices are given this long to appear before the station goes looking for them. */
const READY_TIMEOUT_MS = 10_000;
const READY_LINE = /^simulator ready/;
const isSource = import.meta.url.endsWith('.ts');
const ENTRY = fileURLToPath(
  new URL(isSource ? '../simulator/main.ts' : './simulator.js', import.meta.url),
);

/** The simulator in a process of its own: a field that crashes must not take the station along. */
export class SimulatorProcess {
  readonly #options: SimulatorOptions;
  #speed: number;
  #child: ChildProcess | null = null;
  #stopped = false;
  readonly #isReady = Promise.withResolvers<void>();

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#speed = options.speed;
    this.#start();
  }

  get speed(): number {
    return this.#speed;
  }

  /** Resolves when the simulated devices answer, or when they took too long to wait any longer. */
  async ready(): Promise<void> {
    const timeout = setTimeout(this.#isReady.resolve, READY_TIMEOUT_MS);
    await this.#isReady.promise;
    clearTimeout(timeout);
  }

  /** How much faster than life vehicles come and go, 1 to 600. */
  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#child?.stdin?.write(`${JSON.stringify({ speed })}\n`);
  }

  /** Sets a contact, or presses it where it is a button. Lost while the simulator is not there. */
  setContact(deviceId: string, on: boolean): void {
    this.#child?.stdin?.write(`${JSON.stringify({ contact: deviceId, on })}\n`);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    // The simulator ends itself when its input ends; the signals are for one that hangs.
    child.stdin?.end();
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    await gone;
    clearTimeout(insist);
  }

  #start(): void {
    const { lotFile, fieldDirectory, mqttUrl, apiUrl, apiUser, apiPassword, seed, log } =
      this.#options;
    const args = ['--lot', lotFile, '--field-dir', fieldDirectory];
    args.push('--api-url', apiUrl, '--seed', String(seed), '--speed', String(this.#speed));
    const { providerPort, deviceTokens } = this.#options;
    if (providerPort !== null) args.push('--provider-port', String(providerPort));
    const child = spawn(process.execPath, [ENTRY, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        // In the desktop app the running program is Electron, which must behave as Node here.
        ELECTRON_RUN_AS_NODE: '1',
        // Its password would stand in the list of processes.
        GATEHOUSE_MQTT_URL: mqttUrl,
        GATEHOUSE_API_USER: apiUser,
        GATEHOUSE_API_PASSWORD: apiPassword,
        GATEHOUSE_DEVICE_TOKENS: JSON.stringify(deviceTokens),
      },
    });
    this.#child = child;
    child.stdin.on('error', (error) =>
      log.debug({ error: error.message }, 'simulator input closed'),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.debug({ line }, 'simulator');
      if (READY_LINE.test(line)) this.#isReady.resolve();
    });
    createInterface({ input: child.stderr }).on('line', (line) => log.warn({ line }, 'simulator'));
    child.once('error', (error) => log.error({ error: error.message }, 'simulator did not start'));
    child.once('exit', (code, signal) => this.#onExit(code, signal));
  }

  #onExit(code: number | null, signal: string | null): void {
    if (this.#stopped) return;
    this.#options.log.warn({ code, signal }, 'simulator ended; starting it again');
    setTimeout(() => {
      if (!this.#stopped) this.#start();
    }, RESTART_AFTER_MS).unref();
  }
}
