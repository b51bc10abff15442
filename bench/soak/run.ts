/**
 * A soak: a real station under load on a real broker while devices, lines and brokers fail around it.
 * Run: npm run soak -- [--minutes 10, on each broker] [--rate 5000] [--broker embedded|mosquitto] [--seed N]
 */
import { parseArgs } from 'node:util';
import type { Row } from '../row.ts';
import { formatTable, type Section } from '../table.ts';
import { HEAP_GROWTH_MAX_MIB, type SoakOptions, type SoakReport, soak } from './soak.ts';

const SLOTS = 2_000;
const RETAINED = 50_000;
const MISCHIEF_MS = 15_000;
const MINUTE_MS = 60_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '5000' },
    broker: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const brokers = (['mosquitto', 'embedded'] as const).filter(
  (one) => values.broker === undefined || values.broker === one,
);
const lastsMs = Number(values.minutes) * MINUTE_MS;
const rate = Number(values.rate);
if (!(lastsMs > 0) || !(rate > 0) || !Number.isInteger(seed)) {
  process.stderr.write('--minutes and --rate take numbers above 0, --seed a whole number.\n');
  process.exit(2);
}
process.stdout.write(
  `soak: seed ${seed}, ${values.minutes} min on ${brokers.join(' and on ')}, ${rate} messages/s\n`,
);
const sections: Section[] = [];
const complaints: string[] = [];
for (const broker of brokers) {
  const startedAt = Date.now();
  const say: SoakOptions['say'] = (line) => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    process.stderr.write(`${broker} ${String(seconds).padStart(4)} s  ${line}\n`);
  };
  const shared = { slots: SLOTS, retained: RETAINED, mischiefMs: MISCHIEF_MS };
  const report = await soak({ broker, seed, rate, lastsMs, say, ...shared });
  sections.push({ title: `Soak on ${broker}, seed ${seed}`, rows: rowsOf(report) });
  complaints.push(...report.complaints.map((one) => `${broker}: ${one}`));
}
process.stdout.write(`\n${formatTable(sections)}`);
for (const one of complaints) process.stdout.write(`✘ ${one}\n`);
process.stdout.write(complaints.length === 0 ? '✔ everything holds\n' : '');
process.exitCode = complaints.length === 0 ? 0 : 1;

function rowsOf({ load, witness, journal, memory, mischief, wrongSlots }: SoakReport): Row[] {
  const times = [...mischief].map(([what, count]) => ({ what, value: count, unit: 'times' }));
  return [
    { what: 'messages of slot sensors', value: load.sent, unit: '' },
    { what: '  of them changes', value: load.changes, unit: '' },
    { what: '  not sent, the broker being away', value: load.unsent, unit: '' },
    { what: 'slots that differ from their sensors in the end', value: wrongSlots, unit: '' },
    { what: 'entries acknowledged and in the journal', value: witness.tickets.length, unit: '' },
    { what: 'exits acknowledged and in the journal', value: witness.exits, unit: '' },
    { what: 'orders that reached the good barrier', value: witness.vends, unit: '' },
    { what: 'reads of the good camera answered on its sign', value: witness.reads, unit: '' },
    { what: 'events in the journal, verified', value: journal.events, unit: '' },
    ...times,
    ...memory.flatMap((one, index): Row[] => {
      const life = memory.length === 1 ? '' : `, life ${index + 1}`;
      return [
        { what: `most memory of the station${life}`, value: one.mostResident, unit: 'MiB' },
        { what: `  most heap${life}`, value: one.mostHeap, unit: 'MiB' },
        {
          what: `  growth of the heap${life}`,
          value: one.heapGrowth,
          unit: 'MiB',
          aim: { most: HEAP_GROWTH_MAX_MIB },
        },
      ];
    }),
  ];
}
