/**
 * A lot under load until it is killed. Argument: the lot's folder. Says `open` when it serves, and
 * `in <session> <slot>` or `out <session>` for every entry and exit that was acknowledged, each
 * straight through to the reader before anything else happens.
 */
import { writeSync } from 'node:fs';
import type { LotEvent } from '#domain/lot/event.ts';
import type { Outcome } from '../lot-service.ts';
import { CAMERA, entryOf, looplessLot, openRuntime } from './test-runtime.ts';

const CALLERS = 40;
const SLOTS = 200;

const [directory = ''] = process.argv.slice(2);
const { runtime, journal } = await openRuntime(directory);
const by = { actor: CAMERA };
await runtime.submit({ type: 'OpenLot', lot: looplessLot(SLOTS) }, by);
writeSync(1, 'open\n');

let plates = runtime.lastSeq;

function eventOf<T extends LotEvent['type']>(outcome: Outcome, type: T) {
  const events = outcome.ok ? outcome.events : [];
  return events
    .map(({ event }) => event)
    .find((event): event is Extract<LotEvent, { type: T }> => event.type === type);
}

async function call(): Promise<never> {
  while (true) {
    plates += 1;
    const clear = `KA07CR${plates}`;
    const ref = journal.refOf(clear);
    runtime.noteForVault({ ref, clear });
    const issued = eventOf(await runtime.submit(entryOf(ref), by), 'TicketIssued');
    if (issued !== undefined) writeSync(1, `in ${issued.sessionId} ${issued.slotId}\n`);
    const oldest = runtime.state.sessions.values().next().value;
    if (oldest === undefined || oldest.plateRef === null) continue;
    const leave = { kind: 'plate', plateRef: oldest.plateRef } as const;
    const ended = eventOf(
      await runtime.submit({ type: 'RequestExit', laneId: 'out', by: leave }, by),
      'SessionEnded',
    );
    if (ended !== undefined) writeSync(1, `out ${ended.sessionId}\n`);
  }
}

await Promise.all(Array.from({ length: CALLERS }, call));
