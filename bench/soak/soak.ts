import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { connectAsync } from 'mqtt';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import { type Mosquitto, mosquitto } from '#station/drivers/test-support/mosquitto.ts';
import { presenceTopic, statusTopic } from '#station/drivers/topics.ts';
import { checkJournal, type JournalFigures } from './journal-check.ts';
import { type MemoryFigures, watchMemory } from './memory.ts';
import { type Field, type Mischief, mischiefFor } from './mischief.ts';
import type { LoadDone } from './sensor-load.ts';
import { pause, soakBarrier } from './soak-lines.ts';
import { BAD_LINE, GOOD_LINE, LOT_ID, soakLot } from './soak-lot.ts';
import { SoakStation } from './soak-station.ts';
import { startWitness, type Witness } from './witness.ts';

const LOAD = resolve(import.meta.dirname, 'sensor-load.ts');
const SETTLED_WITHIN_MS = 30_000;
const WENT_ON_WITHIN_MS = 30_000;
const RETAINED_AT_ONCE = 2_000;
/**
 * The station is killed in this first part of the time alone (and once in any case): what a process gathers
 * is seen only in one that lives for long.
 */
const KILLED_WITHIN_SHARE = 0.2;

export interface SoakOptions {
  readonly broker: 'embedded' | 'mosquitto';
  readonly seed: number;
  readonly slots: number;
  /** Messages of slot sensors a second. */
  readonly rate: number;
  /** Messages that the broker has kept when the station comes; of slots, and of strangers. */
  readonly retained: number;
  readonly lastsMs: number;
  /** How long a mischief lasts that does. */
  readonly mischiefMs: number;
  readonly say: (line: string) => void;
}

export interface SoakReport {
  readonly load: LoadDone;
  readonly witness: Pick<Witness, 'tickets' | 'exits' | 'vends' | 'lostVends' | 'reads'>;
  readonly journal: JournalFigures;
  /** One for each life of the station's process. */
  readonly memory: readonly MemoryFigures[];
  /** How often each mischief was done. */
  readonly mischief: ReadonlyMap<string, number>;
  readonly wrongSlots: number;
  /** What did not hold, in words; empty when all is well. */
  readonly complaints: readonly string[];
}

/**
 * A real station under a load of slot sensors while devices, lines and brokers fail around it, and others
 * go on with their work. Ends with what must hold, whatever happened.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const complaints: string[] = [];
  const broker = options.broker === 'mosquitto' ? await mosquitto() : null;
  const station = await SoakStation.prepare(soakLot(options.slots), broker?.url ?? null);
  const goodGate = await soakBarrier(station.dataDirectory, GOOD_LINE);
  const badGate = await soakBarrier(station.dataDirectory, BAD_LINE);
  /** What still runs when something else failed. */
  const running: (() => unknown)[] = [];
  try {
    if (broker !== null) await keepRetained(broker, options);
    options.say('the station starts');
    await station.start();
    options.say('the station is up');
    if (broker !== null) await sawRetained(station, options, complaints);
    await goodDevices(station);
    const memory = watchMemory(station);
    running.push(() => memory.stop());
    const witness = await startWitness(station, goodGate);
    running.push(() => witness.stop());
    const load = await startLoad(await station.urlOf('sensors'), options);
    running.push(() => load.kill());
    const complain = (what: string) => complaints.push(what);
    const random = seededRandom(options.seed);
    const { mischiefMs: lastsMs } = options;
    const field: Field = { station, broker, badGate, random, lastsMs, complain };
    const mischief = await doMischief(field, witness, options);
    options.say('it becomes calm');
    const done = await load.stop();
    const wrongSlots = await slotsThatDiffer(station, done.occupied);
    await witness.stop();
    const figures = await memory.stop();
    await station.end('SIGTERM');
    options.say('the journal is verified');
    const journal = await checkJournal(station.dataDirectory);
    const report = { load: done, witness, journal, memory: figures, mischief, wrongSlots };
    complaints.push(...whatDoesNotHold(report));
    return { ...report, complaints };
  } finally {
    await Promise.all(running.map((stop) => stop()));
    await station.end('SIGKILL');
    await goodGate.stop();
    await badGate.stop();
    await broker?.stop();
    station.remove();
  }
}

/** Kept by the broker before the station comes: half of it of slots that the lot does not have. */
async function keepRetained({ url }: Mosquitto, { retained, slots }: SoakOptions): Promise<void> {
  const client = await connectAsync(url);
  for (let from = 0; from < retained; from += RETAINED_AT_ONCE) {
    const turn = Array.from({ length: Math.min(RETAINED_AT_ONCE, retained - from) }, (_, index) => {
      const n = from + index;
      const topic = presenceTopic(LOT_ID, n < slots ? `s${n}` : `stranger-${n}`);
      return client.publishAsync(topic, n % 2 === 0 ? '1' : '0', { qos: 1, retain: true });
    });
    await Promise.all(turn);
  }
  await client.endAsync();
}

/** Each of them is in the lot or counted. */
async function sawRetained(
  station: SoakStation,
  { retained, slots }: SoakOptions,
  complaints: string[],
): Promise<void> {
  const strangers = Math.max(0, retained - slots);
  const name = `gatehouse_field_drops_total{lot="${LOT_ID}",device="sensors",reason="unknown-slot"}`;
  const known = Array.from({ length: Math.min(slots, retained) }, (_, n) => n % 2 === 0);
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  let counted = 0;
  while (counted !== strangers && Date.now() < deadline) {
    counted = (await station.metrics()).get(name) ?? 0;
    await pause(100);
  }
  if (counted !== strangers)
    complaints.push(`of ${strangers} retained messages of strangers ${counted} were counted`);
  const wrong = await slotsThatDiffer(station, known);
  if (wrong > 0) complaints.push(`${wrong} slots are not as the broker kept them`);
}

/** The devices that nobody harms say that they are there. */
async function goodDevices(station: SoakStation): Promise<void> {
  for (const id of ['sensors', 'cam-good', 'sign-good']) {
    const client = await connectAsync(await station.urlOf(id));
    await client.publishAsync(statusTopic(LOT_ID, id), 'online', { qos: 1, retain: true });
    await client.endAsync();
  }
}

async function startLoad(url: string, { slots, rate, seed }: SoakOptions) {
  const child = fork(LOAD, [url, String(slots), String(rate), String(seed)]);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the sensors ended with ${code}`)));
  });
  failed.catch(() => undefined);
  const message = () => new Promise<unknown>((heard) => child.once('message', heard));
  await Promise.race([message(), failed]);
  return {
    kill: () => child.kill('SIGKILL'),
    async stop(): Promise<LoadDone> {
      const done = message();
      child.send('stop');
      return (await Promise.race([done, failed])) as LoadDone;
    },
  };
}

/** Every mischief once, and again for as long as there is time, two at once, in an order of the seed. */
async function doMischief(
  field: Field,
  witness: Witness,
  { broker, lastsMs, say }: SoakOptions,
): Promise<ReadonlyMap<string, number>> {
  const startedAt = Date.now();
  const until = startedAt + lastsMs;
  const done = new Map<string, number>();
  do {
    const isKilled = done.size === 0 || Date.now() < startedAt + lastsMs * KILLED_WITHIN_SHARE;
    const [alone, side]: Mischief[][] = [[], []];
    for (const one of mischiefFor(broker === 'mosquitto'))
      if (one.takes === undefined) side?.push(one);
      else if (one.takes !== 'station' || isKilled) alone?.push(one);
    const order = shuffled(side ?? [], field.random);
    // Those that harm the same line wait for each other; the rest go side by side.
    const lines = order.filter(({ name }) => /serial|baud/.test(name));
    const others = order.filter((one) => !lines.includes(one));
    const run = async (list: readonly Mischief[]) => {
      for (const one of list) {
        say(one.name);
        await whileOthersGoOn(one, field, witness);
        done.set(one.name, (done.get(one.name) ?? 0) + 1);
      }
    };
    const half = Math.ceil(others.length / 2);
    await Promise.all([run(lines), run(others.slice(0, half)), run(others.slice(half))]);
    await run(alone ?? []);
  } while (Date.now() < until);
  return done;
}

/** Nothing that a device does may stop another: all who can go on must do so meanwhile, and all after it. */
async function whileOthersGoOn(one: Mischief, field: Field, witness: Witness): Promise<void> {
  const running = one.run(field);
  const meanwhile = await thoseBehind(witness, one.takes);
  await running;
  for (const what of meanwhile) field.complain(`${what} stopped while ${one.name}`);
  if (one.takes === undefined) return;
  for (const what of await thoseBehind(witness)) field.complain(`no ${what} after ${one.name}`);
}

/** What has not gone on by the end of everybody's patience. */
async function thoseBehind(
  witness: Witness,
  without?: Mischief['takes'],
): Promise<readonly string[]> {
  const progress = () => ({
    entries: witness.tickets.length,
    exits: witness.exits,
    'orders to the good barrier': witness.vends,
    'reads of the good camera': witness.reads,
  });
  const before = progress();
  const needed = (Object.keys(before) as (keyof typeof before)[]).filter(
    (what) => without === undefined || (without === 'broker' && !what.startsWith('reads')),
  );
  const deadline = Date.now() + WENT_ON_WITHIN_MS;
  for (;;) {
    const now = progress();
    const behind = needed.filter((what) => now[what] <= before[what]);
    if (behind.length === 0 || Date.now() > deadline) return behind;
    await pause(20);
  }
}

/** How many slots are not as their sensors say, once all has settled. */
async function slotsThatDiffer(
  station: SoakStation,
  occupied: readonly boolean[],
): Promise<number> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const { body } = await station.call('GET', `/lots/${LOT_ID}/slots`);
    const presence = new Map<string, string>(
      body.map((slot: { id: string; presence: string }) => [slot.id, slot.presence]),
    );
    const wrong = occupied.filter(
      (isOccupied, n) => presence.get(`s${n}`) !== (isOccupied ? 'occupied' : 'vacant'),
    ).length;
    if (wrong === 0 || Date.now() > deadline) return wrong;
    await pause(250);
  }
}

/** Alarms of one device that a mischief may raise before it is known to come and go. */
const ALARMS_OF_FLAPPING_MAX = 4;
/** By so much the heap may grow between its second and its last third, mebibytes. */
export const HEAP_GROWTH_MAX_MIB = 128;

function whatDoesNotHold(report: Omit<SoakReport, 'complaints'>): string[] {
  const { witness, journal, wrongSlots, memory, mischief } = report;
  const found: string[] = [];
  if (journal.flaw !== null) found.push(`the journal does not verify: ${journal.flaw}`);
  const missing = witness.tickets.filter((number) => !journal.tickets.has(number)).length;
  if (missing > 0) found.push(`${missing} acknowledged entries are not in the journal`);
  if (journal.exits < witness.exits)
    found.push(`${witness.exits} exits were acknowledged, ${journal.exits} are in the journal`);
  if (journal.vends < witness.vends)
    found.push(`${witness.vends} orders were acknowledged, ${journal.vends} are in the journal`);
  // An order that was durable when the station was killed is not given again to a gate that may have
  // moved; one that a barrier did not take is told by its alarm.
  const kills = mischief.get('the station is killed and comes back') ?? 0;
  if (witness.lostVends > kills + (journal.alarms.get('barrier-good') ?? 0))
    found.push(`${witness.lostVends} orders never reached the barrier`);
  if (wrongSlots > 0) found.push(`${wrongSlots} slots are not as their sensors say`);
  for (const { heapGrowth } of memory)
    if (heapGrowth > HEAP_GROWTH_MAX_MIB)
      found.push(`the heap grew by ${Math.round(heapGrowth)} MiB`);
  const flaps = mischief.get('a device comes and goes') ?? 0;
  const lives = memory.length;
  const alarms = journal.alarms.get('cam-flap') ?? 0;
  if (alarms > (flaps + lives) * ALARMS_OF_FLAPPING_MAX)
    found.push(`a device that comes and goes raised ${alarms} alarms`);
  return found;
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const left = [...list];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
