import type { LotFile } from '#domain/facility/lot-file.ts';
import { install, refillPool } from '#domain/lot/evolve/facility.ts';
import { evolve, initialState } from '#domain/lot/evolve.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';

const READ_EVENTS = 5_000;

/** A state as a snapshot stores it: plain data and the lot file, without what is built from the file. */
interface StoredState extends Omit<LotState, 'installed'> {
  readonly lot: LotFile | null;
}

/** What `saveSnapshot` is given. The maps are copied by whoever serialises it. */
export function toSnapshotState(state: LotState): StoredState {
  const { installed, ...data } = state;
  return { ...data, lot: installed?.lot ?? null };
}

function fromSnapshotState({ lot, ...data }: StoredState): LotState {
  const state: LotState = { ...data, installed: lot === null ? null : install(lot) };
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
  const snapshot = journal.loadSnapshot();
  const state =
    snapshot === null ? initialState() : fromSnapshotState(snapshot.state as StoredState);
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
