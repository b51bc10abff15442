import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const BUILT = resolve(import.meta.dirname, '../../out/main/station.js');
const READY = /^station ready (http:\/\/\S+) (mqtt:\/\/\S+) data=(.+)$/;
const READY_TIMEOUT_MS = 30_000;

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
}

/** A data directory of its own for one test file. */
export function temporaryData(): string {
  return mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
}

/** Starts the station on free ports. Rejects with what it said when it does not come up. */
export async function startStationProcess(
  data: string,
  flags: readonly string[] = [],
): Promise<StationProcess> {
  if (!existsSync(BUILT)) throw new Error('The application is not built: run npm run build first.');
  const ownBroker = flags.includes('--mqtt-url') ? [] : ['--mqtt-port', '0'];
  const args = [BUILT, '--data', data, '--port', '0', ...ownBroker, ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ready = await new Promise<RegExpExecArray>((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`no ready line\n${said}`)), READY_TIMEOUT_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
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
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill(signal);
  await gone;
}
