import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { must } from '#domain/kernel/assert.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** From source (`electron/station/main.ts`) while one works on the station; built, as people have it. */
const ENTRY = resolve(ROOT, process.env.GATEHOUSE_STATION_ENTRY ?? 'out/main/station.js');
const MOVED_CLOCK = resolve(import.meta.dirname, 'moved-clock.ts');
const READY = /^station ready (http:\/\/\S+) (mqtt:\/\/\S+) data=(.+)$/;
/** Past weeks of a demo: two are written in a quarter of the time that eight take. */
const DEMO_WEEKS = '2';
/** A demo writes them first. */
const READY_TIMEOUT_MS = 180_000;

/** The built station in a process of its own, as `npm start -- --headless` runs it. */
export interface StationProcess {
  readonly url: string;
  readonly mqttUrl: string;
  readonly data: string;
  readonly pid: number;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
  /** As a power cut would, keeping the data. */
  kill(): Promise<void>;
  /** Puts its clock so far ahead of this machine's; resolves when it stands there. */
  setClockAhead(aheadMs: number): Promise<void>;
}

/** A data directory of its own for one test file. */
export function temporaryData(): string {
  return mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
}

/**
 * Starts the station on free ports, its clock so many milliseconds ahead. Rejects with what it said when
 * it does not come up.
 */
export async function startStationProcess(
  data: string,
  flags: readonly string[] = [],
  clockAheadMs = 0,
): Promise<StationProcess> {
  if (!existsSync(ENTRY)) throw new Error('The application is not built: run npm run build first.');
  const ownBroker = flags.includes('--mqtt-url') ? [] : ['--mqtt-port', '0'];
  const own = ['--data', data, '--port', '0', ...ownBroker, ...flags];
  const child = spawn(process.execPath, ['--import', MOVED_CLOCK, ENTRY, ...own], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      GATEHOUSE_DEMO_WEEKS: DEMO_WEEKS,
      ...process.env,
      GATEHOUSE_CLOCK_AHEAD_MS: String(clockAheadMs),
    },
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ready = await new Promise<RegExpExecArray>((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`no ready line\n${said}`)), READY_TIMEOUT_MS);
    createInterface({ input: must(child.stdout, 'it is piped') }).on('line', (line) => {
      const match = READY.exec(line);
      if (match === null) return;
      clearTimeout(timer);
      done(match);
    });
    child.once('exit', (code) => failed(new Error(`the station ended with ${code}\n${said}`)));
  });
  const [, url = '', mqttUrl = ''] = ready;
  return {
    url,
    mqttUrl,
    data,
    pid: child.pid ?? 0,
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
    kill: () => end(child, 'SIGKILL'),
    async setClockAhead(aheadMs) {
      const stands = new Promise<void>((done) => child.once('message', () => done()));
      child.send({ clockAheadMs: aheadMs });
      await stands;
    },
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill(signal);
  await gone;
}
