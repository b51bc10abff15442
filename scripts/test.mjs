/**
 * `npm test`: sets up, then runs every check and every test, in an order in which the quickest
 * answer comes first. Ends with one plain line that counts the tests.
 *
 *   npm test -- [--only checks|unit|e2e]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  childEnv,
  ensureBuild,
  ensureDebianPackages,
  ensureDependencies,
  ROOT,
  runScript,
  runtimeNode,
  SetupError,
  say,
} from './setup.mjs';

const TEST_PACKAGES = [
  'chromium',
  'mosquitto',
  'mosquitto-clients',
  'socat',
  'zbar-tools',
  'poppler-utils',
];
/** For tests against another implementation, which are left out with their reason where these are not. */
const WISHED_PACKAGES = ['gcc', 'libc6-dev', 'libmodbus-dev'];
const PARTS = ['checks', 'unit', 'e2e'];
const TYPE_PROJECTS = ['domain', 'electron/station', 'electron/shell', 'renderer', '.'];
const WALLED = ['domain', 'electron', 'renderer', 'scripts', 'bench', 'e2e'];

// A log file or a CI page shows colour codes as rubbish.
const COLOURS = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };

const totals = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failures = [];
/** @type {Set<string>} suites or tests that were left out; a reason stands in their name */
const leftOut = new Set();

/** @param {string} name @param {string} message */
function fail(name, message) {
  totals.failed += 1;
  failures.push(`${name}: ${message}`);
}

/** Runs one of the project's own tools under its own Node. @param {string[]} args */
function runTool(args) {
  return new Promise((resolve) => {
    const [script, ...rest] = args;
    const child = spawn(runtimeNode(), [join(ROOT, 'node_modules', script ?? ''), ...rest], {
      cwd: ROOT,
      env: { ...childEnv(), ...COLOURS },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/**
 * One step under its heading, with its duration and how it went.
 *
 * @param {string} name
 * @param {() => Promise<boolean>} work
 */
async function step(name, work) {
  say(`\n── ${name} ${'─'.repeat(Math.max(3, 68 - name.length))}`);
  const startedAt = Date.now();
  const passed = await work();
  say(`${passed ? '✔' : '✘'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return passed;
}

/** @param {string} name @param {string[]} args */
async function check(name, args) {
  if (!(await step(name, () => runTool(args)))) fail(name, 'did not pass');
}

async function build() {
  const passed = await step('build', async () => {
    try {
      await ensureBuild();
      return true;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      say(error.message);
      return false;
    }
  });
  if (!passed) fail('build', 'did not pass');
  return passed;
}

/** @param {string} name @param {string} config */
async function vitest(name, config) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tests-'));
  const reportFile = join(folder, 'report.json');
  const passed = await step(name, () =>
    runTool([
      'vitest/vitest.mjs',
      'run',
      `--config=${config}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ]),
  );
  if (!existsSync(reportFile)) {
    fail(name, 'the tests could not be run');
  } else {
    const failed = addReport(name, JSON.parse(readFileSync(reportFile, 'utf8')));
    // An error outside of every test, such as an unhandled rejection, fails the run too.
    if (!passed && failed === 0) fail(name, 'an error outside of the tests; see above');
  }
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} name
 * @param {any} report vitest's JSON report
 * @returns {number} how many failures it added
 */
function addReport(name, report) {
  const before = totals.failed;
  totals.passed += report.numPassedTests;
  totals.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((/** @type {any} */ t) => t.status === 'failed');
    for (const test of failed) fail(name, test.fullName);
    for (const test of file.assertionResults) {
      if (['pending', 'skipped', 'todo'].includes(test.status)) {
        leftOut.add(test.ancestorTitles.find((/** @type {string} */ t) => t) ?? test.fullName);
      }
    }
    if (file.status === 'failed' && failed.length === 0) {
      fail(name, `${file.name.slice(ROOT.length + 1)} did not load or end`);
    }
  }
  return totals.failed - before;
}

async function runChecks() {
  await check('format and lint', [
    '@biomejs/biome/bin/biome',
    'check',
    '--no-errors-on-unmatched',
    '.',
  ]);
  for (const project of TYPE_PROJECTS.filter((p) => existsSync(join(ROOT, p, 'tsconfig.json')))) {
    const name = project === '.' ? 'types of tests and tools' : `types of ${project}`;
    await check(name, ['typescript/bin/tsc', '-p', join(ROOT, project)]);
  }
  await check('walls', [
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--no-progress',
    ...WALLED.filter((folder) => existsSync(join(ROOT, folder))),
  ]);
}

/** @param {string[]} argv @returns {string[]} the parts to run */
function chosenParts(argv) {
  if (argv.length === 0) return PARTS;
  const [flag, part = ''] = argv[0]?.startsWith('--only=') ? argv[0].split('=') : argv;
  if (flag !== '--only' || !PARTS.includes(part)) {
    throw new SetupError(`Usage: npm test -- [--only ${PARTS.join('|')}]`);
  }
  return [part];
}

await runScript(async () => {
  const parts = chosenParts(process.argv.slice(2));
  await ensureDependencies();
  if (parts.some((part) => part !== 'checks')) {
    const missing = await ensureDebianPackages(TEST_PACKAGES);
    if (missing) throw new SetupError(`The tests need more programs. ${missing}`);
    const wished = await ensureDebianPackages(WISHED_PACKAGES);
    if (wished) say(`Some tests will be left out. ${wished}`);
  }
  if (parts.includes('checks')) await runChecks();
  const built = parts.includes('unit') || parts.includes('e2e') ? await build() : false;
  if (parts.includes('unit')) await vitest('unit, property, integration', 'vitest.config.ts');
  if (parts.includes('e2e') && built) await vitest('end to end', 'vitest.e2e.config.ts');

  if (leftOut.size > 0) say(`\nSkipped:\n${[...leftOut].map((line) => `  – ${line}`).join('\n')}`);
  if (failures.length > 0) say(`\nFailed:\n${failures.map((line) => `  ✘ ${line}`).join('\n')}`);
  if (parts.join() === 'checks') {
    say(`\nchecks ${totals.failed === 0 ? 'passed' : 'failed'}`);
  } else {
    if (totals.passed === 0 && totals.failed === 0) fail('tests', 'none were found');
    const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
    say(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
  }
  return totals.failed === 0 ? 0 : 1;
});
