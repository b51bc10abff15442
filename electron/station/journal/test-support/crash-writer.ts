/**
 * A process that writes a journal as fast as it can until it is killed.
 * Arguments: the journal's folder, the folder of its keys.
 * It says `open <last seq>` when it has opened the journal and `ack <last seq>` for every commit that
 * was acknowledged, each straight through to the reader before anything else happens.
 */
import { writeSync } from 'node:fs';
import { openJournal } from '../journal.ts';
import { batchSize, batchVault } from './crash-plan.ts';
import { recordingLog } from './recording-log.ts';
import { sampleBatch } from './samples.ts';

const COMMITS_IN_FLIGHT = 6;
const COMMITS_PER_SNAPSHOT = 40;

const [dir = '', keysDir = ''] = process.argv.slice(2);
const journal = await openJournal({ dir, keysDir, log: recordingLog() });
writeSync(1, `open ${journal.lastSeq}\n`);

let after = journal.lastSeq;
let commits = 0;
const inFlight: Promise<void>[] = [];
while (true) {
  const size = batchSize(after);
  const end = after + size;
  const batch = sampleBatch(
    after,
    size,
    batchVault(after, (plate) => journal.refOf(plate)),
  );
  inFlight.push(
    journal.commit(batch).then(() => {
      writeSync(1, `ack ${end}\n`);
    }),
  );
  after = end;
  commits += 1;
  if (commits % COMMITS_PER_SNAPSHOT === 0) {
    await journal.saveSnapshot({ seq: after, state: { upTo: after, filler: 'x'.repeat(50_000) } });
  }
  if (inFlight.length >= COMMITS_IN_FLIGHT) await inFlight.shift();
}
