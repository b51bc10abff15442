import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { startStationProcess } from '#station/test-support/station-process.ts';

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
  const station = await startStationProcess(join(folder, 'data'), ['--lot', lotFile]);
  const { url, mqttUrl } = station;
  const stop = async () => {
    await station.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
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
