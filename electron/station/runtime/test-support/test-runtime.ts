import { join } from 'node:path';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { openJournal } from '../../journal/journal.ts';
import type { Clock } from '../../ports/clock.ts';
import { systemClock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import { systemRandom } from '../../ports/random.ts';
import { LotRuntime } from '../lot-runtime.ts';

export const CAMERA: Actor = { kind: 'device', deviceId: 'camera' };
export const CLERK: Actor = { kind: 'user', name: 'asha', role: 'attendant' };
export const QUIET_LOG: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => QUIET_LOG,
};

/** What a runtime told its listener, in order. */
export interface Heard {
  readonly durable: RecordedEvent[];
  readonly halts: (string | null)[];
  reloads: number;
}

export interface TestRuntime {
  readonly runtime: LotRuntime;
  readonly journal: Journal;
  readonly heard: Heard;
}

/** A runtime over a real journal in a directory, or over the journal it is given. */
export async function openRuntime(
  directory: string,
  given?: Journal,
  clock: Clock = systemClock(),
): Promise<TestRuntime> {
  const journal =
    given ??
    (await openJournal({ dir: directory, keysDir: join(directory, 'keys'), log: QUIET_LOG }));
  const heard: Heard = { durable: [], halts: [], reloads: 0 };
  const runtime = new LotRuntime({
    journal,
    clock,
    random: systemRandom(),
    log: QUIET_LOG,
    listener: {
      beforeEvolve() {},
      onDurable: (events) => heard.durable.push(...events),
      onReload: () => {
        heard.reloads += 1;
      },
      onHalt: (reason) => heard.halts.push(reason),
    },
  });
  return { runtime, journal, heard };
}

/** A small lot whose lanes have no loops, so that one command is one whole entry. */
export function looplessLot(slots = 4): LotFile {
  const lot = smallLot(Array.from({ length: slots }, (_, index) => ({ id: `s${index}` })));
  return { ...lot, lanes: lot.lanes.map((lane) => ({ ...lane, detection: 'none' as const })) };
}

export function entryOf(plateRef: string | null): CommandBody {
  return {
    type: 'RequestEntry',
    credential: null,
    laneId: 'in',
    plateRef,
    vehicleClass: 'car',
    wantsCharge: false,
    accessiblePermit: false,
  };
}
