/**
 * `npm start`: sets up, builds and opens the control room. In Electron where its runtime is there,
 * else in the installed browser; `--headless` runs the station alone.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseFlags, USAGE } from './flags.mjs';
import {
  childEnv,
  ensureBuild,
  ensureDebianPackages,
  ensureDependencies,
  findProgram,
  ROOT,
  runQuietly,
  runScript,
  runtimeNode,
  SetupError,
  say,
} from './setup.mjs';

const STOP_GRACE_MS = 10_000;
const REACHABLE_TIMEOUT_MS = 3_000;
const ELECTRON_DOWNLOAD_TIMEOUT_MS = 5 * 60_000;
const READY_LINE = /^station ready (http:\/\/\S+) \S+ data=/;
const STATION = join(ROOT, 'out', 'main', 'station.js');

const isRoot = process.getuid?.() === 0;
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * A program that this script started, and that it ends again.
 *
 * @typedef {{ process: import('node:child_process').ChildProcess, done: Promise<number> }} Child
 */

/** @type {Set<Child>} */
const running = new Set();

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Child}
 */
function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, env: childEnv(), stdio: 'inherit', ...options });
  /** @type {Promise<number>} */
  const done = new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`Gatehouse: ${command}: ${error.message}\n`);
      resolve(1);
    });
    // By a signal that we sent ourselves counts as a clean end.
    child.once('close', (code) => resolve(code ?? (stopping ? 0 : 1)));
  });
  const entry = { process: child, done };
  running.add(entry);
  done.then(() => running.delete(entry));
  return entry;
}

/** Asks a child to end, waits, and only then insists. @param {Child} child */
async function stop(child) {
  if (child.process.exitCode !== null || child.process.signalCode !== null) return;
  child.process.kill('SIGTERM');
  const insist = setTimeout(() => child.process.kill('SIGKILL'), STOP_GRACE_MS);
  await child.done;
  clearTimeout(insist);
}

let stopping = false;
async function stopAll() {
  if (stopping) return;
  stopping = true;
  await Promise.all([...running].map(stop));
}

/** Ctrl-C reaches the children too; what counts is that nothing is left behind. */
function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stopAll());
}

/** @returns {string | undefined} Electron's program, when its runtime has been fetched */
function electronProgram() {
  const folder = join(ROOT, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : undefined;
}

/** Electron's runtime comes from its own host: fetched once, where that host can be reached. */
async function ensureElectron() {
  const present = electronProgram();
  if (present !== undefined || process.env.GATEHOUSE_NO_ELECTRON) return present;
  const host = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron';
  try {
    const answer = await fetch(host, {
      method: 'HEAD',
      signal: AbortSignal.timeout(REACHABLE_TIMEOUT_MS),
    });
    if (!answer.ok) return undefined;
    say('Fetching the Electron runtime (once, about 120 MB)…');
    await runQuietly(runtimeNode(), [join(ROOT, 'node_modules', 'electron', 'install.js')], {
      title: 'fetching Electron',
      timeoutMs: ELECTRON_DOWNLOAD_TIMEOUT_MS,
      silent: true,
    });
  } catch {
    return undefined;
  }
  return electronProgram();
}

/** @param {string[]} stationArgs */
async function runHeadless(stationArgs) {
  return start(runtimeNode(), [STATION, ...stationArgs]).done;
}

/** @param {string} program @param {string[]} stationArgs */
async function runElectron(program, stationArgs) {
  return start(program, [...(isRoot ? ['--no-sandbox'] : []), ROOT, ...stationArgs]).done;
}

/** @param {string[]} stationArgs */
async function runInBrowser(stationArgs) {
  const station = start(runtimeNode(), [STATION, ...stationArgs], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve) => {
    const lines = createInterface({ input: /** @type {any} */ (station.process.stdout) });
    lines.on('line', (line) => {
      say(line);
      const ready = READY_LINE.exec(line);
      if (ready) resolve(ready[1]);
    });
    station.done.then(() => resolve(undefined));
  });
  if (address === undefined) return station.done;
  openConsole(openableAddress(address));
  const code = await station.done;
  await stopAll();
  return code;
}

/** A station that listens on every address is opened on this machine's own. @param {string} url */
function openableAddress(url) {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

/** @param {string} url */
function openConsole(url) {
  if (!hasDisplay) {
    say(`No display here. Open ${url} in a browser; Ctrl-C ends the station.`);
    return;
  }
  const chromium = findChromium();
  if (chromium !== undefined) {
    openInChromium(chromium, url);
    say(`The control room is open at ${url}. Closing its window, or Ctrl-C, ends the station.`);
    return;
  }
  const [command, ...args] = defaultBrowser(url);
  spawn(command, args, { stdio: 'ignore', detached: true })
    .once('error', () => say(`No browser was found: please open ${url} yourself.`))
    .unref();
  say(`The control room is at ${url}. Ctrl-C ends the station.`);
}

/** @param {string} program @param {string} url */
function openInChromium(program, url) {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-window-'));
  const flags = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--window-size=1920,1080',
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
  const window = start(program, flags, { stdio: 'ignore' });
  window.done.then(async () => {
    if (!stopping) say('The window was closed; ending the station.');
    await stopAll();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });
}

function findChromium() {
  const named = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const places = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(
      process.env.ProgramFiles ?? 'C:\\Program Files',
      'Google\\Chrome\\Application\\chrome.exe',
    ),
  ];
  return named.map(findProgram).find(Boolean) ?? places.find((place) => existsSync(place));
}

/** @param {string} url @returns {[string, ...string[]]} */
function defaultBrowser(url) {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url];
  return ['xdg-open', url];
}

await runScript(async () => {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.kind === 'help') {
    say(USAGE);
    return 0;
  }
  if (flags.kind === 'error') {
    process.stderr.write(`${flags.message}\n\n${USAGE}\n`);
    return 2;
  }
  await ensureDependencies();
  if (flags.demo && process.platform === 'linux') {
    const missing = await ensureDebianPackages(['socat']);
    if (missing) say(`The demo goes on without its serial lines. ${missing}`);
  }
  await ensureBuild();
  if (!existsSync(STATION)) throw new SetupError('The build holds no station.');
  stopOnSignals();
  if (flags.headless) return runHeadless(flags.stationArgs);
  const electron = hasDisplay ? await ensureElectron() : undefined;
  if (electron !== undefined) return runElectron(electron, flags.stationArgs);
  if (hasDisplay) say('Electron’s runtime cannot be fetched here: opening in the browser instead.');
  return runInBrowser(flags.stationArgs);
});
