import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import { TestLot } from '#domain/lot/lot.testing.ts';
import { type Reconciliation, reconcile } from '#domain/views/reconciliation.ts';
import { recreateViewsFile } from './views-file.ts';
import { ViewsReader } from './views-reader.ts';
import { ViewsWriter } from './views-writer.ts';

const ZONE = 'Europe/London';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-ledger-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Step {
  readonly what: number;
  readonly whom: number;
  readonly afterMs: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.nat(9),
    whom: fc.nat(99),
    afterMs: fc.integer({ min: 1, max: 6 * HOUR_MS }),
  }),
  { maxLength: 60 },
);

/** One thing that may happen in a car park, to one of those inside. */
function play(lot: TestLot, { what, whom }: Step): void {
  const stays = [...lot.state.sessions.values()];
  const stay = stays[whom % Math.max(1, stays.length)];
  const tell = (body: CommandBody) => lot.tell(body);
  const arming = (laneId: string, on: boolean) =>
    tell({ type: 'ReportLoop', laneId, loop: 'arming', on });
  if (what <= 2 || stay === undefined) {
    arming('in', true);
    lot.read('in', `p${whom}`, 0.95, `r${lot.at}`);
    // Some back out again.
    if (what === 2) arming('in', false);
    else lot.pass('in');
    arming('in', false);
    return;
  }
  const { id: sessionId } = stay;
  if (what <= 5) {
    arming('out', true);
    lot.read('out', stay.plateRef ?? '', 0.95, `r${lot.at}`);
    const dueMinor = lot.state.lanes.get('out')?.dueMinor ?? 0;
    const purpose = { kind: 'session', sessionId } as const;
    const amounts = { amountMinor: dueMinor, tenderedMinor: dueMinor };
    if (dueMinor > 0 && what === 5) tell({ type: 'VendGate', laneId: 'out', reason: 'no change' });
    else if (dueMinor > 0) tell({ type: 'TakePayment', purpose, part: false, ...amounts });
    if (lot.state.lanes.get('out')?.phase === 'vended') lot.pass('out');
    arming('out', false);
    return;
  }
  if (what === 6) tell({ type: 'DeclareTicketLost', sessionId, reason: 'lost' });
  if (what === 7) tell({ type: 'WithdrawTicketLost', sessionId, reason: 'found' });
  if (what === 8) tell({ type: 'CloseSession', sessionId, reason: 'seen to leave' });
  if (what === 9) tell({ type: 'VendGate', laneId: 'out', reason: 'delivery' });
}

/** The lot's own count of open stays when each of its days ended. */
function history(rolled: readonly Step[]) {
  const slots = Array.from({ length: 40 }, (_, index) => ({ id: `a${index}` }));
  const lot = new TestLot(smallLot(slots, { timeZone: ZONE }));
  const firstAt = lot.at;
  const openAtEnd = new Map<string, number>();
  for (const step of rolled) {
    const before = lot.state.sessions.size;
    const dayBefore = zonedDay(lot.at, ZONE);
    lot.at += step.afterMs;
    for (let day = dayBefore; day.endsAt <= lot.at; day = zonedDay(day.endsAt, ZONE))
      openAtEnd.set(day.day, before);
    play(lot, step);
  }
  openAtEnd.set(zonedDay(lot.at, ZONE).day, lot.state.sessions.size);
  return { lot, firstAt, openAtEnd };
}

it('all tickets of a day are accounted for, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (rolled) => {
      const { lot, firstAt, openAtEnd } = history(rolled);
      const database = recreateViewsFile(join(directory, 'views.db'));
      try {
        new ViewsWriter(database).apply(lot.journal, {
          seq: lot.journal.length,
          hash: new Uint8Array([1]),
        });
        const reader = new ViewsReader(database);
        let before = 0;
        for (let day = zonedDay(firstAt, ZONE); day.startsAt <= lot.at; ) {
          const { tickets, marks, openDifference } = await reader.ledger(day.startsAt, day.endsAt);
          const report: Reconciliation = reconcile({
            fromAt: day.startsAt,
            toAt: day.endsAt,
            tickets,
            marks,
            now: { openDifference, occupiedWithoutStay: [] },
          });
          expect(report.unexplained).toBe(0);
          expect(report.openBefore).toBe(before);
          expect(report.openAfter).toBe(openAtEnd.get(day.day));
          const { collected, lost, void: voided, closed } = report.ended;
          const ended = collected + lost + voided + closed + report.ended['by-hand'];
          expect(report.openBefore + report.issued).toBe(ended + report.openAfter);
          expect(report.counts['closed-by-hand'] ?? 0).toBe(closed);
          expect(report.counts['left-unpaid'] ?? 0).toBe(report.ended['by-hand']);
          before = report.openAfter;
          day = zonedDay(day.endsAt, ZONE);
        }
      } finally {
        database.close();
      }
    }),
    { numRuns: 60 },
  );
});
