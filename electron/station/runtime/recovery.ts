import { assert } from '#domain/kernel/assert.ts';
import { install, refillPool } from '#domain/lot/evolve/facility.ts';
import { evolve, initialState } from '#domain/lot/evolve.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';

const READ_EVENTS = 5_000;

/** Raised whenever the state's shape changes: older snapshots are then passed over and all is replayed. */
const STATE_VERSION = 14;

/** A state as a snapshot stores it: plain data, without what is built from the lot file. */
interface StoredState extends Omit<LotState, 'installed'> {
  readonly version: number;
}

/** What `saveSnapshot` is given. The maps are copied by whoever serialises it. */
export function toSnapshotState({ installed: _, ...data }: LotState): StoredState {
  return { ...data, version: STATE_VERSION };
}

/** The lot file is large and already in the journal, so a snapshot only says where. */
function fromSnapshotState({ version: _, ...data }: StoredState, journal: Journal): LotState {
  const state: LotState = { ...data, installed: null };
  if (data.lotSeq === 0) return state;
  const event = journal.read(data.lotSeq - 1, 1)[0]?.event;
  assert(event?.type === 'LotCreated' || event?.type === 'LotChanged', 'lotSeq names the lot file');
  state.installed = install(event.lot);
  refillPool(state);
  return state;
}

/** Where a restart left off. */
export interface Recovered {
  readonly state: LotState;
  readonly lastSeq: number;
}

/** Builds the state from the newest good snapshot and the events after it. */
export function recover(journal: Journal, log: Log): Recovered {
  const stored = journal.loadSnapshot();
  const isOfUse = (stored?.state as StoredState | undefined)?.version === STATE_VERSION;
  const snapshot = isOfUse ? stored : null;
  const state =
    snapshot === null ? initialState() : fromSnapshotState(snapshot.state as StoredState, journal);
  const fromSeq = snapshot?.seq ?? 0;
  let lastSeq = fromSeq;
  for (;;) {
    const events = journal.read(lastSeq, READ_EVENTS);
    for (const event of events) {
      evolve(state, event);
      lastSeq = event.seq;
    }
    if (events.length < READ_EVENTS) break;
  }
  log.info({ snapshotSeq: fromSeq, replayed: lastSeq - fromSeq, lastSeq }, 'lot recovered');
  return { state, lastSeq };
}
