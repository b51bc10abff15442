import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { access, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_TIMEOUT_MS = 5_000;
const READY_POLL_MS = 10;
const STOP_TIMEOUT_MS = 2_000;

/** Two ends of a serial line without a wire: what is written to one is read from the other. */
export interface SerialPair {
  /** For the station. */
  readonly stationPath: string;
  /** For the device, played by the simulator or a test. */
  readonly fieldPath: string;
  /** Pulls the line out: both ends vanish, as with an unplugged adapter. */
  unplug(): Promise<void>;
  /** Puts it back under the same paths. */
  plug(): Promise<void>;
  /** Ends the line and removes its folder. */
  stop(): Promise<void>;
}

export interface SerialPairPaths {
  readonly stationPath: string;
  readonly fieldPath: string;
}

/**
 * Starts `socat` with two linked pseudo-terminals, in a temporary folder unless told where. Rejects
 * with a sentence when socat is not installed or does not come up within 5 s. Each end may be opened
 * and closed any number of times. When this process dies, the line ends with its last user.
 */
export async function serialPair(paths?: SerialPairPaths): Promise<SerialPair> {
  const folder = paths ? null : await mkdtemp(join(tmpdir(), 'gatehouse-line-'));
  const { stationPath, fieldPath } = paths ?? {
    stationPath: join(folder ?? '', 'station'),
    fieldPath: join(folder ?? '', 'field'),
  };
  let line: Line | null = await startLine(stationPath, fieldPath);

  async function unplug(): Promise<void> {
    const running = line;
    line = null;
    await running?.stop();
  }

  return {
    stationPath,
    fieldPath,
    unplug,
    async plug() {
      line ??= await startLine(stationPath, fieldPath);
    },
    async stop() {
      await unplug();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What ends with this process, by one listener for however many lines there are. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const socat of running) socat.kill();
});

interface Line {
  stop(): Promise<void>;
}

async function startLine(a: string, b: string): Promise<Line> {
  await Promise.all([removeStaleLink(a), removeStaleLink(b)]);
  const socat = spawn('socat', [`PTY,link=${a},rawer`, `PTY,link=${b},rawer`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  socat.stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-500);
  });
  const failed = new Promise<never>((_resolve, reject) => {
    socat.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'socat is not installed' : error.message;
      reject(new Error(`No serial pair: ${why}.`));
    });
    socat.once('exit', (code) => {
      reject(new Error(`No serial pair: socat ended with ${code}. ${complaint}`.trim()));
    });
  });
  // The exit of a line that came up is expected later; only a start waits for this promise.
  failed.catch(() => undefined);
  try {
    await Promise.race([failed, bothExist(a, b)]);
  } catch (error) {
    socat.kill();
    throw error;
  }
  // socat ends when the last user of an end closes it; a held handle keeps the line up between users.
  const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;
  const handles = [openSync(a, flags), openSync(b, flags)];
  running.add(socat);
  return {
    async stop() {
      running.delete(socat);
      await ended(socat);
      for (const handle of handles) closeSync(handle);
    },
  };
}

/** A line whose process was killed leaves its links behind; anything but a link is not ours to remove. */
async function removeStaleLink(path: string): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found?.isSymbolicLink()) await rm(path, { force: true });
}

async function bothExist(a: string, b: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const there = await Promise.all([exists(a), exists(b)]);
    if (there.every(Boolean)) return;
    if (Date.now() > deadline) throw new Error('No serial pair: socat did not come up within 5 s.');
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Asks the process to end and makes it, when it does not. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
