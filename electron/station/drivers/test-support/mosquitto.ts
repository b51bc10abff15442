import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_TIMEOUT_MS = 10_000;

export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  /** Ends the broker (SIGKILL when `hard`), keeps its port for `start`. */
  halt(hard?: boolean): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's mosquitto on a free loopback port, with a configuration of its own. `more` are further lines of it. */
export async function mosquitto(more: readonly string[] = []): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  await writeFile(
    config,
    [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence false',
      'log_dest stderr',
      // Of a thousand it would drop what comes faster than the station reads, and no test could count.
      'max_queued_messages 200000',
      ...more,
      '',
    ].join('\n'),
  );
  let halt: ((hard: boolean) => Promise<void>) | null = null;

  async function start(): Promise<void> {
    const broker = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
    const gone = new Promise<void>((resolve) => broker.once('exit', () => resolve()));
    const failed = new Promise<never>((_resolve, reject) => {
      broker.once('error', (error) => reject(new Error(`No mosquitto: ${error.message}`)));
      broker.once('exit', (code) => reject(new Error(`mosquitto ended with ${code}`)));
    });
    failed.catch(() => undefined);
    halt = async (hard) => {
      broker.kill(hard ? 'SIGKILL' : 'SIGTERM');
      await gone;
    };
    await Promise.race([failed, answers(port)]);
  }

  await start();
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    start,
    async halt(hard = false) {
      await halt?.(hard);
      halt = null;
    },
    async stop() {
      await halt?.(false);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port of the loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (Date.now() > deadline) throw new Error('mosquitto did not come up within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
