import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { LotFile } from '#domain/facility/lot-file.ts';

const ENTRY = resolve(import.meta.dirname, '../../electron/station/main.ts');
const READY = /^station ready (http:\/\/\S+) (mqtt:\/\/\S+) data=/;
/** A lot of 50,000 slots is checked twice and built once before the station serves. */
const READY_TIMEOUT_MS = 120_000;

/** A station in a process of its own with one lot, and an administrator's token. */
export interface BenchStation {
  readonly url: string;
  readonly mqttUrl: string;
  readonly token: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Starts the station on free ports with an empty data directory and this lot. */
export async function startBenchStation(lot: LotFile): Promise<BenchStation> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const lotFile = join(folder, 'lot.json');
  writeFileSync(lotFile, JSON.stringify(lot));
  const flags = [
    '--data',
    join(folder, 'data'),
    '--port',
    '0',
    '--mqtt-port',
    '0',
    '--lot',
    lotFile,
  ];
  const child = spawn(process.execPath, [ENTRY, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = new Promise<RegExpExecArray>((done, failed) => {
    const timer = setTimeout(
      () => failed(new Error('the station did not start')),
      READY_TIMEOUT_MS,
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = READY.exec(line);
      if (match === null) return;
      clearTimeout(timer);
      done(match);
    });
    void gone.then(() => failed(new Error('the station ended before it served')));
  });
  try {
    const [, url = '', mqttUrl = ''] = await ready;
    return { url, mqttUrl, token: await makeAdmin(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeAdmin(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/setup/admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'bench', password: 'bench-admin-password' }),
  });
  if (!answer.ok) throw new Error(`no administrator: ${answer.status} ${await answer.text()}`);
  const { token } = (await answer.json()) as { readonly token: string };
  return token;
}
