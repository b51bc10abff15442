import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mosquitto, mosquitto } from '../drivers/test-support/mosquitto.ts';
import { until } from '../drivers/test-support/wait.ts';
import { resourcePath } from '../resources.ts';

const ENTRY = fileURLToPath(new URL('./main.ts', import.meta.url));

let broker: Mosquitto;
let fieldDir: string;
let child: ChildProcess | null = null;

beforeEach(async () => {
  broker = await mosquitto();
  fieldDir = await mkdtemp(join(tmpdir(), 'gatehouse-field-'));
});
afterEach(async () => {
  if (child !== null && child.exitCode === null) child.kill('SIGKILL');
  await broker.stop();
  await rm(fieldDir, { recursive: true, force: true });
});

function start(...more: string[]) {
  const lot = resourcePath('demo-lots/riverside.json');
  const args = ['--lot', lot, '--field-dir', fieldDir, '--mqtt-url', broker.url, ...more];
  const started = spawn(process.execPath, [ENTRY, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  child = started;
  const text = { out: '', err: '' };
  started.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk.toString('utf8');
  });
  started.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk.toString('utf8');
  });
  return { process: started, text };
}

describe('the simulator as a process', () => {
  it('opens its lines, sends vehicles, obeys, and ends with its input', async () => {
    const plates: string[] = [];
    const client = await mqtt.connectAsync(broker.url);
    client.on('message', (_topic, payload) => plates.push(payload.toString('utf8')));
    await client.subscribeAsync('gatehouse/riverside/camera/+/plate');
    const simulator = start('--seed', '7', '--speed', '10');
    await until('it is ready', () => simulator.text.out.includes('simulator ready'));
    const ends = (await readdir(fieldDir)).filter((name) => !name.endsWith('.device'));
    expect(ends.sort()).toEqual([
      'barrier-entry-1',
      'barrier-entry-2',
      'barrier-lane-3',
      'barriers-exit',
      'printer-desk',
      'printer-entry-2',
      'scanner-exit-1',
      'scanner-exit-2',
      'scanner-lane-3',
      'sign-board',
      'terminal-desk',
    ]);
    await until('a vehicle comes', () => plates.length > 0);
    simulator.process.stdin.write('{"speed":60}\n{"speed":9999}\nnonsense\n');
    await until(
      'it says what it does not obey',
      () => simulator.text.err.split('not a command').length === 3,
    );
    const contacts: string[] = [];
    client.on('message', (topic, payload) => {
      if (topic.includes('/contact/')) contacts.push(`${topic.split('/')[3]} ${payload}`);
    });
    await client.subscribeAsync('gatehouse/riverside/contact/+/state', { qos: 1 });
    simulator.process.stdin.write('{"contact":"fire-panel","on":true}\n');
    await until('the alarm', () => contacts.some((one) => /^fire-panel .*"on":true/.test(one)));
    simulator.process.stdin.write('{"contact":"call-entry-2","on":true}\n');
    await until('the call', () => contacts.some((one) => /^call-entry-2 .*"on":true/.test(one)));
    simulator.process.stdin.write('{"contact":"slot-sensors","on":true}\n');
    await until('it says what it has not', () => simulator.text.err.includes('no contact'));
    simulator.process.stdin.end();
    const [code] = await once(simulator.process, 'exit');
    expect(code).toBe(0);
    expect(await readdir(fieldDir)).toEqual([]);
    await client.endAsync();
  });

  it('says what is wrong with its command line and with a lot file', async () => {
    const wrong = start('--lot', fileURLToPath(new URL('../../../package.json', import.meta.url)));
    const [code] = await once(wrong.process, 'exit');
    expect(code).toBe(2);
    expect(wrong.text.err).toContain('expected');
  });
});
