import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the station's command line may say; see DESIGN, "Doors". */
export interface StationOptions {
  readonly demo: boolean;
  /** Absolute path of the data directory. */
  readonly dataDirectory: string;
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Port of the embedded broker; 0 picks a free one. Unused with `mqttUrl`. */
  readonly mqttPort: number;
  /** Whether the embedded broker lets in who gives no name: a demo alone. */
  readonly anonymousMqtt: boolean;
  /** An external broker, or null for the embedded one. */
  readonly mqttUrl: string | null;
  /** How another broker is known, and the station to it; unused with the embedded one. */
  readonly mqttTls: MqttTlsFiles;
  /** TLS at every door of the station. `config.json` may turn it on as well. */
  readonly tls: boolean;
  /** Ports of the doors over TLS; 0 picks a free one. */
  readonly httpsPort: number;
  readonly mqttsPort: number;
  /** A lot file to open at start, or null. */
  readonly lotFile: string | null;
  readonly seed: number;
  readonly speed: number;
  /** How many weeks a new demo lot has behind it. */
  readonly demoWeeks: number;
}

/** PEM files; null where none is named. */
export interface MqttTlsFiles {
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
}

export const USAGE = `usage: station [--demo] [--data DIR] [--port 4700] [--host 127.0.0.1]
               [--mqtt-port 1883 | --mqtt-url URL [--mqtt-ca FILE] [--mqtt-cert FILE --mqtt-key FILE]]
               [--tls] [--https-port 4743] [--mqtts-port 8883]
               [--lot FILE] [--seed N] [--speed 1..600]`;

/** A command line that cannot be followed; the message says what is wrong. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

const PORT_MAX = 65_535;
const SPEED_MAX = 600;
/** Fast enough that somebody who looks for a minute sees the lot live. */
const DEMO_SPEED = '10';
const DEMO_WEEKS = '8';
const DEMO_WEEKS_MAX = 260;

/**
 * Reads the command line.
 * @throws OptionsError naming the flag and what is expected
 */
export function parseOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): StationOptions {
  const values = readFlags(args);
  if (values['mqtt-port'] !== undefined && values['mqtt-url'] !== undefined)
    throw new OptionsError(
      '--mqtt-port is for the embedded broker and --mqtt-url for another: give one of them.',
    );
  if ((values['mqtt-cert'] === undefined) !== (values['mqtt-key'] === undefined))
    throw new OptionsError('A certificate needs its key: give both, --mqtt-cert and --mqtt-key.');
  const demo = values.demo === true;
  return {
    demo,
    dataDirectory: resolve(values.data ?? defaultDataDirectory(demo, env)),
    host: values.host ?? '127.0.0.1',
    port: numberOf('--port', values.port ?? '4700', 0, PORT_MAX),
    mqttPort: numberOf('--mqtt-port', values['mqtt-port'] ?? '1883', 0, PORT_MAX),
    anonymousMqtt: demo,
    mqttUrl: mqttUrlOf(values, env),
    mqttTls: {
      caFile: fileOf(values['mqtt-ca']),
      certFile: fileOf(values['mqtt-cert']),
      keyFile: fileOf(values['mqtt-key']),
    },
    tls: values.tls === true,
    httpsPort: numberOf('--https-port', values['https-port'] ?? '4743', 0, PORT_MAX),
    mqttsPort: numberOf('--mqtts-port', values['mqtts-port'] ?? '8883', 0, PORT_MAX),
    lotFile: fileOf(values.lot),
    seed: numberOf('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    speed: numberOf('--speed', values.speed ?? DEMO_SPEED, 1, SPEED_MAX),
    demoWeeks: numberOf(
      'GATEHOUSE_DEMO_WEEKS',
      env.GATEHOUSE_DEMO_WEEKS ?? DEMO_WEEKS,
      0,
      DEMO_WEEKS_MAX,
    ),
  };
}

/** From the environment where no flag is given: an address may hold a password, and everybody sees flags. */
function mqttUrlOf(values: ReturnType<typeof readFlags>, env: NodeJS.ProcessEnv): string | null {
  const fromEnvironment = values['mqtt-port'] === undefined ? env.GATEHOUSE_MQTT_URL : undefined;
  const text = values['mqtt-url'] ?? fromEnvironment;
  return text === undefined ? null : brokerUrl(text);
}

function readFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        demo: { type: 'boolean' },
        headless: { type: 'boolean' },
        data: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        'mqtt-port': { type: 'string' },
        'mqtt-url': { type: 'string' },
        'mqtt-ca': { type: 'string' },
        'mqtt-cert': { type: 'string' },
        'mqtt-key': { type: 'string' },
        tls: { type: 'boolean' },
        'https-port': { type: 'string' },
        'mqtts-port': { type: 'string' },
        lot: { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new OptionsError(`${(error as Error).message}\n${USAGE}`);
  }
}

function fileOf(path: string | undefined): string | null {
  return path === undefined ? null : resolve(path);
}

function numberOf(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new OptionsError(`${flag} takes a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}

function brokerUrl(text: string): string {
  if (!URL.canParse(text) || !/^(mqtts?|tcp|ssl|wss?):$/.test(new URL(text).protocol)) {
    // What stands before an @ may be a password.
    const shown = text.replace(/^.*@/, '…@');
    throw new OptionsError(
      `--mqtt-url takes an address such as mqtt://broker.local:1883, not "${shown}".`,
    );
  }
  return text;
}

/** The demo keeps its own directory, so that trying it never touches a real lot's data. */
function defaultDataDirectory(demo: boolean, env: NodeJS.ProcessEnv): string {
  const name = demo ? 'Gatehouse Demo' : 'Gatehouse';
  if (process.platform === 'win32') return join(env.APPDATA ?? homedir(), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  const base = env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share');
  return join(base, demo ? 'gatehouse-demo' : 'gatehouse');
}
