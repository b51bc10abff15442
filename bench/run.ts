/**
 * All benches, or those that are named, as one table. Run: npm run bench -- [name …]
 * Each bench runs in a process of its own, so that none is measured on another's heap.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from './row.ts';
import { formatTable, type Section } from './table.ts';

/** By the name that the command line uses, in the order of the table. Loaded only when they run. */
const BENCHES: Readonly<
  Record<string, { title: string; load: () => Promise<() => Promise<Row[]>> }>
> = {
  runtime: {
    title: 'Runtime: inbox to durable answer, against raw SQLite',
    load: async () => (await import('./runtime.ts')).benchRuntime,
  },
  journal: {
    title: 'Journal: three events an entry, against raw SQLite',
    load: async () => (await import('./journal.ts')).benchJournal,
  },
  allocation: {
    title: 'Allocation: 100,000 slots',
    load: async () => (await import('./allocation.ts')).benchAllocation,
  },
  reservations: {
    title: 'Reservations: whether a window is free, 1,000 slots, the coming three months',
    load: async () => (await import('./reservations.ts')).benchReservations,
  },
  quotes: {
    title: 'Quotes: stays of a day, one core, against bare arithmetic',
    load: async () => (await import('./quotes.ts')).benchQuotes,
  },
  forecast: {
    title: 'Forecast: six car parks of Birmingham, their last three weeks',
    load: async () => (await import('./forecast.ts')).benchForecast,
  },
  reports: {
    title:
      'Reports: five years of a lot of 2,000 slots, filled through the read models (no journal beside them but what reports list)',
    load: async () => (await import('./reports.ts')).benchReports,
  },
  'web-socket': {
    title: 'API: a whole station in one process, callers in another',
    load: async () => (await import('./web-socket.ts')).benchWebSocket,
  },
  'gate-latency': {
    title:
      'Gate: from a plate over MQTT to the order at the barrier, against broker and disk alone',
    load: async () => (await import('./gate-latency.ts')).benchGateLatency,
  },
  'map-latency': {
    title: 'Map: from the MQTT message to the console, 1,000 slot changes a second',
    load: async () => (await import('./map-latency.ts')).benchMapLatency,
  },
  'floor-map': {
    title: 'Floor map: 1,000 changes a second in Chromium, software rendering, 1920 × 1080',
    load: async () => (await import('./floor-map.ts')).benchFloorMap,
  },
};

const [first, ...rest] = takeSessions(process.argv.slice(2));
if (first === '--alone') await runHere(rest[0] ?? '');
else process.exitCode = await runAll(first === undefined ? Object.keys(BENCHES) : [first, ...rest]);

/** `--sessions N` says how long a history the bench of reports fills; the benches see it in their environment. */
function takeSessions(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--sessions');
  const count = args[at + 1];
  if (at < 0 || count === undefined) return args;
  process.env.GATEHOUSE_BENCH_SESSIONS = count;
  return args.toSpliced(at, 2);
}

async function runAll(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no bench "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.\n`,
    );
    return 2;
  }
  const sections: Section[] = [];
  const failed: string[] = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    const rows = await runApart(name);
    if (rows === null) failed.push(name);
    else sections.push({ title: BENCHES[name]?.title ?? name, rows });
  }
  process.stdout.write(`\n${formatTable(sections)}`);
  if (failed.length > 0) process.stderr.write(`Did not end: ${failed.join(', ')}. See above.\n`);
  return failed.length === 0 ? 0 : 1;
}

/** The rows of one bench, or null when its process failed; it has said why. */
function runApart(name: string): Promise<readonly Row[] | null> {
  return new Promise((resolve) => {
    let rows: readonly Row[] | null = null;
    const child = fork(fileURLToPath(import.meta.url), ['--alone', name]);
    child.once('message', (message) => {
      rows = message as readonly Row[];
    });
    child.once('exit', (code) => resolve(code === 0 ? rows : null));
  });
}

async function runHere(name: string): Promise<void> {
  const bench = await BENCHES[name]?.load();
  if (bench === undefined) throw new Error(`no bench ${name}`);
  const rows = await bench();
  process.send?.(rows);
  process.disconnect?.();
}
