/**
 * Set-up that `npm start` and `npm test` run first: plain Node 20 or newer, no dependencies,
 * because on a fresh clone nothing else is there yet. Each part does its work once and leaves a
 * stamp, so that the second run passes through in milliseconds.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE_MAJOR = 20;
const RUNTIME_NODE_MAJOR = 24;
const INSTALL_STAMP = join(ROOT, 'node_modules', '.gatehouse-installed');
const BUILD_STAMP = join(ROOT, 'out', '.gatehouse-built');
const STILL_WORKING_MS = 15_000;

/** A set-up problem with a sentence that a person can act on; shown without a stack. */
export class SetupError extends Error {}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {Iterable<string | Buffer>} parts */
function sha256(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * Runs a program quietly and shows what it wrote only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ title: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number,
 *   silent?: boolean }} options silent keeps even a failure's output back
 * @returns {Promise<void>}
 */
export async function runQuietly(command, args, { title, env, shell, timeoutMs, silent }) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const child = spawn(command, args, {
    cwd: ROOT,
    env: env ?? process.env,
    shell: shell ?? false,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const ticker = setInterval(() => say(`  … still ${title} (${seconds()} s)`), STILL_WORKING_MS);
  const limit = timeoutMs === undefined ? undefined : setTimeout(() => child.kill(), timeoutMs);
  try {
    await new Promise((resolve, reject) => {
      child.on('error', (error) => reject(new SetupError(`${command}: ${error.message}`)));
      child.on('close', (code) => {
        if (code === 0) return resolve(undefined);
        if (!silent) process.stderr.write(Buffer.concat(output));
        reject(new SetupError(`${command} ${args.join(' ')} failed while ${title}; see above.`));
      });
    });
  } finally {
    clearInterval(ticker);
    clearTimeout(limit);
  }
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE_MAJOR) {
    throw new SetupError(
      `Gatehouse needs Node ${OLDEST_NODE_MAJOR} or newer to set itself up; this is Node ${process.versions.node}.`,
    );
  }
}

/** How to call npm: the one that called us if there is one, else the one on the PATH. */
function npmCommand() {
  const caller = process.env.npm_execpath;
  if (caller?.endsWith('.js') && existsSync(caller)) {
    return { command: process.execPath, prefix: [caller], shell: false };
  }
  const shell = process.platform === 'win32';
  const probe = spawnSync('npm', ['--version'], { shell, stdio: 'ignore' });
  if (probe.status !== 0) {
    throw new SetupError('Gatehouse needs npm to install its parts; please install npm.');
  }
  return { command: 'npm', prefix: [], shell };
}

/** True when node_modules already holds what the lock file asks for, by npm's own record. */
function installedMatchesLock() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      entry.peer ||
      installed[path]?.version === entry.version,
  );
}

/** The Node 24 that the project brings along, or undefined before the install. */
function findRuntimeNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return [
    join(ROOT, 'node_modules', 'node', 'bin', name),
    join(ROOT, 'node_modules', '.bin', name),
  ].find((file) => existsSync(file));
}

function runtimeNodeWorks() {
  const node = findRuntimeNode();
  if (node === undefined) return false;
  const probe = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return probe.status === 0 && probe.stdout.startsWith(`v${RUNTIME_NODE_MAJOR}.`);
}

/** @returns {string} the path of the Node that runs the station, the build and the tests */
export function runtimeNode() {
  const node = findRuntimeNode();
  if (node === undefined) throw new SetupError('Node 24 is missing from node_modules.');
  return node;
}

/** The environment for children: the project's own tools come first on the PATH. */
export function childEnv() {
  const bin = join(ROOT, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

/** Installs node_modules as the lock file says, once per lock file. */
export async function ensureDependencies() {
  checkNode();
  const lock = sha256([
    readFileSync(join(ROOT, 'package-lock.json')),
    process.platform,
    process.arch,
  ]);
  if (readIfThere(INSTALL_STAMP) === lock) return;

  if (!installedMatchesLock()) {
    const npm = npmCommand();
    const present = existsSync(join(ROOT, 'node_modules', '.package-lock.json'));
    say(
      present
        ? 'Updating dependencies to the lock file (once per change)…'
        : 'Installing dependencies (once; usually under two minutes)…',
    );
    const startedAt = Date.now();
    // `ci` starts from nothing and is exact; over an older tree `install` takes only the
    // difference and keeps the Node that may be running this very script.
    const verb = present ? ['install', '--no-save'] : ['ci'];
    await runQuietly(
      npm.command,
      [...npm.prefix, ...verb, '--no-audit', '--no-fund', '--loglevel=error'],
      { title: 'installing', shell: npm.shell },
    );
    say(`Dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  }
  if (!runtimeNodeWorks()) {
    // A strict npm may have skipped the install script that fetches Node 24.
    const npm = npmCommand();
    say('Fetching Node 24, on which Gatehouse runs…');
    await runQuietly(npm.command, [...npm.prefix, 'rebuild', 'node', '--loglevel=error'], {
      title: 'fetching Node 24',
      shell: npm.shell,
    });
    if (!runtimeNodeWorks()) {
      throw new SetupError(
        'Node 24 did not arrive: allow the install script of the npm package `node`, then delete node_modules and run this again.',
      );
    }
  }
  writeFileSync(INSTALL_STAMP, lock);
}

/** The program by which each Debian package is known to be there, on Debian or elsewhere. */
const PACKAGE_PROGRAMS = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  mosquitto: ['mosquitto'],
  'mosquitto-clients': ['mosquitto_pub'],
  socat: ['socat'],
  'zbar-tools': ['zbarimg'],
  'poppler-utils': ['pdftotext'],
  gcc: ['cc', 'gcc', 'clang'],
};

/** The file by which each package without a program is known to be there. */
const PACKAGE_FILES = {
  'libc6-dev': ['/usr/include/stdio.h'],
  'libmodbus-dev': ['/usr/include/modbus/modbus.h', '/usr/local/include/modbus/modbus.h'],
};

/**
 * @param {string} program
 * @returns {string | undefined} where it is installed
 */
export function findProgram(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return folders
    .flatMap((folder) => suffixes.map((suffix) => join(folder, program + suffix)))
    .find((file) => existsSync(file));
}

/** @param {string} name */
function packageIsThere(name) {
  const files = PACKAGE_FILES[/** @type {keyof typeof PACKAGE_FILES} */ (name)];
  if (files !== undefined) return files.some((file) => existsSync(file));
  const programs = PACKAGE_PROGRAMS[/** @type {keyof typeof PACKAGE_PROGRAMS} */ (name)] ?? [name];
  return programs.some((program) => findProgram(program) !== undefined);
}

/**
 * Makes sure that these Debian packages are installed; installs them where it may (root, apt-get).
 *
 * @param {string[]} names
 * @returns {Promise<string | undefined>} a sentence on what the reader must install, or undefined
 */
export async function ensureDebianPackages(names) {
  const missing = names.filter((name) => !packageIsThere(name));
  if (missing.length === 0) return undefined;
  const list = missing.join(' ');
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) {
    return `Please install: ${list}  (on Debian: sudo apt-get install ${list})`;
  }
  say(`Installing Debian packages: ${list}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const title = 'installing Debian packages';
  try {
    await runQuietly('apt-get', ['update', '-qq'], { title, env });
    await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      title,
      env,
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return `${error.message} Please install: ${list}`;
  }
  const still = missing.filter((name) => !packageIsThere(name));
  return still.length === 0 ? undefined : `Please install: ${still.join(' ')}`;
}

const BUILD_INPUTS = ['domain', 'electron', 'renderer'];
const BUILD_CONFIG = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];

/**
 * @param {string} folder
 * @returns {string[]} every file that may end up in the bundle, in a steady order
 */
function sourcesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? sourcesUnder(path) : [path]))
    .filter((path) => !/\.test\.tsx?$/.test(path));
}

function sourceHash() {
  const files = [
    ...BUILD_INPUTS.flatMap((folder) => sourcesUnder(join(ROOT, folder))),
    ...BUILD_CONFIG.map((file) => join(ROOT, file)),
  ];
  return sha256(
    files.flatMap((file) => [relative(ROOT, file).split(sep).join('/'), readFileSync(file)]),
  );
}

/**
 * Builds the program into out/, once per state of the sources.
 *
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuild({ force = false } = {}) {
  const hash = sourceHash();
  if (!force && readIfThere(BUILD_STAMP) === hash) return;
  say('Building…');
  const startedAt = Date.now();
  await runQuietly(
    runtimeNode(),
    [join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    { title: 'building', env: { ...childEnv(), NODE_ENV: 'production' } },
  );
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, hash);
  say(`Built in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/**
 * Runs a script's main function and turns a set-up problem into its sentence and exit code 1.
 *
 * @param {() => Promise<number>} main returns the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\nGatehouse: ${error.message}\n`);
    process.exitCode = 1;
  }
}
