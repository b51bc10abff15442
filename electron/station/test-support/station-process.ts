import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ENTRY = resolve(import.meta.dirname, '../main.ts');
const READY = /^station ready (http:\/\/\S+) (mqtt:\/\/\S+) data=/;
/** A lot of 50,000 slots is checked and built before the station serves. */
const READY_TIMEOUT_MS = 120_000;
const SAID_MAX_CHARS = 10_000;

/** The station from source in a process of its own. */
export interface StationProcess {
  readonly url: string;
  readonly mqttUrl: string;
  /** What it printed, all of it in the end. */
  said(): string;
  /** Sends the signal and resolves when the process has gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts it on free ports. Rejects with what it said when it does not come up. */
export async function startStationProcess(
  dataDirectory: string,
  flags: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<StationProcess> {
  const hasBroker = flags.includes('--mqtt-url') || flags.includes('--mqtt-port');
  const ports = ['--port', '0', ...(hasBroker ? [] : ['--mqtt-port', '0'])];
  const child = spawn(process.execPath, [ENTRY, '--data', dataDirectory, ...ports, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  const keep = (text: string) => {
    said = (said + text).slice(-SAID_MAX_CHARS);
  };
  child.stderr.setEncoding('utf8').on('data', keep);
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const ready = await new Promise<RegExpExecArray>((done, failed) => {
    const fail = (why: string) => failed(new Error(`the station ${why}\n${said}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('did not start');
    }, READY_TIMEOUT_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(`${line}\n`);
      const match = READY.exec(line);
      if (match === null) return;
      clearTimeout(timer);
      done(match);
    });
    void gone.then(() => {
      clearTimeout(timer);
      fail('ended before it served');
    });
  });
  const [, url = '', mqttUrl = ''] = ready;
  return {
    url,
    mqttUrl,
    said: () => said,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}
