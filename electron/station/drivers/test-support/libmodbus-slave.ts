import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCE = fileURLToPath(new URL('./libmodbus-slave.c', import.meta.url));
const COMPILE_TIMEOUT_MS = 60_000;

/** Somebody else's Modbus: a program on libmodbus that plays a barrier's controller. */
export interface LibmodbusSlave {
  /** What it was told, oldest first: `coil 0 1`. */
  readonly said: readonly string[];
  stop(): Promise<void>;
}

export interface LibmodbusProgram {
  start(...args: readonly string[]): Promise<LibmodbusSlave>;
  remove(): Promise<void>;
}

/** Compiles the program. On a machine without a compiler or libmodbus the sentence says what is missing. */
export async function compileLibmodbusSlave(): Promise<LibmodbusProgram | string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-libmodbus-'));
  const program = join(folder, 'slave');
  const args = ['-Wall', '-O1', '-o', program, SOURCE, '-I/usr/include/modbus', '-lmodbus'];
  try {
    await promisify(execFile)('cc', args, { timeout: COMPILE_TIMEOUT_MS });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const said = (error as { stderr?: string }).stderr || (error as Error).message;
    return `libmodbus-dev and a C compiler are needed: ${said.split('\n')[0]}`;
  }
  return {
    start: (...given) => start(program, given),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function start(program: string, args: readonly string[]): Promise<LibmodbusSlave> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = Promise.withResolvers<void>();
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') ready.resolve();
    else said.push(line);
  });
  child.once('error', ready.reject);
  child.once('exit', (code) => ready.reject(new Error(`the libmodbus slave ended with ${code}`)));
  await ready.promise;
  return { said, stop: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
