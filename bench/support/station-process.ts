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
    const token = await makeAdmin(url);
    return { url, mqttUrl: await knownAt(url, mqttUrl, token, lot), token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The broker's address with the name and password of the lot's controller of slots. */
async function knownAt(url: string, mqttUrl: string, token: string, lot: LotFile): Promise<string> {
  const controller = lot.devices.find(({ driver }) => driver === 'slot-sensors-mqtt');
  if (controller === undefined) return mqttUrl;
  return await deviceUrl({ url, mqttUrl, token }, lot.id, controller.id);
}

/** The broker's address with a new name and password of a device. */
export async function deviceUrl(
  { url, mqttUrl, token }: Pick<BenchStation, 'url' | 'mqttUrl' | 'token'>,
  lotId: string,
  deviceId: string,
): Promise<string> {
  const path = `/api/v1/lots/${lotId}/devices/${deviceId}/mqtt-password`;
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`no password: ${answer.status} ${await answer.text()}`);
  return Object.assign(new URL(mqttUrl), await answer.json()).href;
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
