import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { ProviderSimulator } from './provider/provider-simulator.ts';
import { readProfile } from './read-profile.ts';
import { startSimulator } from './simulator.ts';

/*
 * The simulator as a process of its own. The station starts it, reads the ready line, writes one JSON
 * command a line (`{"speed":60}`, `{"contact":"fire-panel","on":true}`) and ends it by closing its
 * input: a simulator never outlives who started it. The broker's address may come in GATEHOUSE_MQTT_URL
 * with the name and password for it. The desk's user and password come in GATEHOUSE_API_USER and
 * GATEHOUSE_API_PASSWORD, the
 * tokens of cameras that post in GATEHOUSE_DEVICE_TOKENS (JSON, by device).
 */

const commandSchema = z.union([
  z.object({ speed: z.number().min(1).max(600) }),
  z.object({ contact: z.string(), on: z.boolean() }),
]);

const { values } = parseArgs({
  options: {
    lot: { type: 'string' },
    'field-dir': { type: 'string' },
    'mqtt-url': { type: 'string' },
    'api-url': { type: 'string' },
    'provider-port': { type: 'string' },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '1' },
  },
});

function needed(name: 'lot' | 'field-dir' | 'mqtt-url', otherwise?: string): string {
  const value = values[name] ?? otherwise;
  if (value !== undefined) return value;
  console.error(`simulator: --${name} is needed`);
  process.exit(2);
}

const lotPath = needed('lot');
const parsed = parseLotFile(JSON.parse(readFileSync(lotPath, 'utf8')));
if (!parsed.ok) {
  for (const { path, message } of parsed.error)
    console.error(`simulator: ${lotPath}: ${path}: ${message}`);
  process.exit(2);
}

const { GATEHOUSE_API_USER: user, GATEHOUSE_API_PASSWORD: password } = process.env;
const tokens = z
  .record(z.string(), z.string())
  .parse(JSON.parse(process.env.GATEHOUSE_DEVICE_TOKENS ?? '{}'));
const apiUrl = values['api-url'];
const simulator = await startSimulator({
  lot: parsed.value,
  fieldDir: needed('field-dir'),
  mqttUrl: needed('mqtt-url', process.env.GATEHOUSE_MQTT_URL),
  ...(apiUrl === undefined ? {} : { push: { url: apiUrl, tokens } }),
  seed: Number(values.seed),
  speed: Number(values.speed),
  arrivals: { profile: readProfile() },
  ...(apiUrl === undefined || user === undefined || password === undefined
    ? {}
    : { api: { url: apiUrl, user, password } }),
  onLost: (sentence) => {
    console.error(`simulator: a line is lost: ${sentence}`);
    // The station starts it anew, with new lines.
    process.exit(1);
  },
  onTrouble: (error) => console.error(`simulator: ${error.message}`),
});
const providerPort = values['provider-port'];
const provider =
  providerPort === undefined || apiUrl === undefined
    ? null
    : await ProviderSimulator.start({ port: Number(providerPort), stationUrl: apiUrl });
console.log(`simulator ready devices=${parsed.value.devices.length} seed=${values.seed}`);

let isStopping = false;
async function end(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await provider?.stop();
  await simulator.stop();
  process.exit(0);
}

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const command = commandSchema.safeParse(parse(line));
  if (command.success) obey(command.data);
  else console.error(`simulator: not a command: ${line.slice(0, 100)}`);
});
input.on('close', end);
process.on('disconnect', end);
process.on('SIGTERM', end);
process.on('SIGINT', end);

function obey(command: z.infer<typeof commandSchema>): void {
  if ('speed' in command) {
    simulator.setSpeed(command.speed);
    return;
  }
  simulator.field
    .setContact(command.contact, command.on)
    .catch((error: Error) => console.error(`simulator: ${error.message}`));
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not JSON is not a command either; the schema says so.
    return null;
  }
}
