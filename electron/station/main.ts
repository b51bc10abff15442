import { mkdirSync } from 'node:fs';
import type { ConsolePort } from './api/transports/message-port.ts';
import { servePort } from './api/transports/message-port.ts';
import { openLog } from './log.ts';
import { OptionsError, parseOptions } from './options.ts';
import type { FromStation, ToStation } from './shell-messages.ts';
import type { Station } from './station.ts';
import { startStation } from './station.ts';

/** Electron's utility process has a port to the shell; plain Node has none. */
interface ShellPort {
  postMessage(message: FromStation): void;
  on(
    event: 'message',
    listener: (event: { data: ToStation; ports: readonly ConsolePort[] }) => void,
  ): void;
}

const shell = (process as unknown as { parentPort?: ShellPort }).parentPort;

/** Group and others get nothing of what the station writes: journal, read models, logs, keys. */
const OWNER_ONLY_UMASK = 0o077;

async function main(): Promise<void> {
  process.umask(OWNER_ONLY_UMASK);
  const options = parseOptions(process.argv.slice(2));
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const log = openLog(options.dataDirectory);
  const station = await startStation(options, log, demoProgress());
  stopOnSignals(station);
  if (shell !== undefined) serveShell(shell, station);
  if (station.secure !== null)
    process.stdout.write(
      `over TLS ${station.secure.url} ${station.secure.mqttUrl ?? ''}`.trim().concat('\n'),
    );
  process.stdout.write(
    `station ready ${station.url} ${station.mqttUrl} data=${options.dataDirectory}\n`,
  );
}

const PROGRESS_STEP = 0.1;

/** Says at every tenth how far the demo's history is, so that nobody takes the wait for a fault. */
function demoProgress(): (share: number) => void {
  let said = 0;
  return (share) => {
    if (share < said + PROGRESS_STEP) return;
    said = Math.floor(share / PROGRESS_STEP) * PROGRESS_STEP;
    process.stdout.write(`preparing the demo's past weeks: ${Math.round(said * 100)} %\n`);
  };
}

let stopping = false;

/** Ends once, however many signals come: what is being written is finished first. */
async function stop(station: Station): Promise<void> {
  if (stopping) return;
  stopping = true;
  await station.close();
  process.exit(0);
}

function stopOnSignals(station: Station): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(station));
}

function serveShell(port: ShellPort, station: Station): void {
  port.on('message', ({ data, ports }) => {
    const [consolePort] = ports;
    if (data.kind === 'attach-console' && consolePort !== undefined)
      servePort(consolePort, station.services);
    if (data.kind === 'shift-open?')
      port.postMessage({ kind: 'shift-open', id: data.id, open: station.isShiftOpen() });
    if (data.kind === 'stop') void stop(station);
  });
  port.postMessage({ kind: 'ready', url: station.url });
}

/** A sentence for people where the fault is known; a bug shows where it is. */
function startFault(error: Error & { readonly code?: string; readonly port?: number }): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${error.port} is taken. Is a station running already? Choose another with --port or --mqtt-port, or over TLS --https-port or --mqtts-port.`;
  if (error.code === 'EACCES' || error.code === 'EROFS')
    return `${error.message}. Choose a data folder that you may write, with --data.`;
  const isKnown =
    error instanceof OptionsError || /^(Journal|Config|Users|Lot|Broker|Tls)/.test(error.name);
  return isKnown ? error.message : (error.stack ?? error.message);
}

main().catch((error: Error) => {
  const sentence = startFault(error);
  shell?.postMessage({ kind: 'failed', message: sentence });
  process.stderr.write(`Gatehouse cannot start: ${sentence}\n`);
  process.exit(1);
});
