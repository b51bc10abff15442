import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, type Instant } from '#domain/kernel/instant.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { exceptionsWords } from '#domain/reports/builders/exceptions-words.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { ReportId } from '#domain/reports/reports.ts';
import { columnOf, figureOf, rowsOf, totalOf } from './test-support/made.ts';
import { type NaiveStay, ofType, staysOf, tally } from './test-support/naive.ts';
import { moneyOf } from './test-support/naive-money.ts';
import { PLACES, TotalsBench } from './test-support/totals-bench.ts';

describe.each(PLACES)(
  'what is looked into: every figure equals a naive count of the journal in $timeZone',
  (place) => {
    const bench = new TotalsBench(place);
    beforeAll(() => bench.open());
    afterAll(() => bench.close());

    it('exceptions and the ledger of tickets', async () => {
      const { journal, nowAt, periods, make, isIn, within } = bench;
      const stays = staysOf(journal);
      const seen = { against: 0 };
      for (const period of periods()) {
        const report = await make('exceptions', period);
        const inside = isIn(period);
        const events = within(period);
        const count = (fits: (one: RecordedEvent) => boolean) => events.filter(fits).length;
        const is =
          (...types: readonly string[]) =>
          ({ event }: RecordedEvent) =>
            types.includes(event.type);
        expect(figureOf(report, 'overrides')).toBe(count(is('SlotOverridden', 'SessionClosed')));
        expect(figureOf(report, 'manual-openings')).toBe(
          count(
            ({ event }) =>
              event.type === 'GateHeld' ||
              (event.type === 'GateVended' && event.overrideReason !== null),
          ),
        );
        expect(figureOf(report, 'plate-mismatches')).toBe(
          count(is('PlateDiffers', 'NearPlatesFound', 'PlateAnswered')),
        );
        expect(figureOf(report, 'tailgates')).toBe(count(is('TailgateSeen')));
        const against = ofType(events, 'WrongWaySeen').length;
        seen.against += against;
        expect(figureOf(report, 'wrong-way')).toBe(against);
        expect(figureOf(report, 'backed-out')).toBe(count(is('VehicleBackedOut')));
        expect(figureOf(report, 'refunds')).toBe(count(is('PaymentRefunded')));
        expect(figureOf(report, 'alarms')).toBe(count(is('AlarmRaised')));
        expect(figureOf(report, 'turned-away')).toBe(count(is('EntryRefused')));
        expect(figureOf(report, 'exit-refused')).toBe(
          count(({ event }) => event.type === 'ExitRefused' && event.code !== 'payment-due'),
        );
        const openAt = (instant: Instant) =>
          stays.filter(
            ({ issuedAt, endAt }) => issuedAt < instant && (endAt === null || endAt >= instant),
          );
        const issued = stays.filter(({ issuedAt }) => inside(issuedAt));
        const ended = stays.filter(({ endAt }) => endAt !== null && inside(endAt));
        const how = (fits: (stay: NaiveStay) => boolean) => ended.filter(fits).length;
        const words = exceptionsWords.ticketRows;
        expect(columnOf(report, 'tickets', 'what', 'count')).toEqual({
          [words.openBefore]: openAt(period.fromAt).length,
          [words.issued]: issued.length,
          [words.collected]: how((one) => one.how === 'ended' && !one.byHand && !one.wasLost),
          [words.lost]: how((one) => one.how === 'ended' && !one.byHand && one.wasLost),
          [words['by-hand']]: how((one) => one.how === 'ended' && one.byHand),
          [words.void]: how((one) => one.how === 'void'),
          [words.closed]: how((one) => one.how === 'closed'),
          [words.openAfter]: openAt(period.toAt).length,
        });
        const old = Math.min(nowAt, period.toAt) - DAY_MS;
        const long = stays.filter(
          ({ entryAt, endAt }) => entryAt !== null && endAt === null && entryAt < old,
        );
        expect(
          rowsOf(report, 'long-stays')
            .map(({ since }) => since)
            .sort(),
        ).toEqual(long.map(({ entryAt }) => entryAt).sort());
        const people = new Map<string, number>();
        for (const { event, actor } of events)
          if (event.type === 'SlotOverridden' || event.type === 'SessionClosed')
            tally(people, actorName(actor));
        expect(columnOf(report, 'by-person', 'by', 'count')).toEqual(Object.fromEntries(people));
      }
      // A figure that is nought everywhere proves nothing.
      expect(seen.against).toBeGreaterThan(0);
    });

    it('audit, sessions, reconciliation and summary', async () => {
      const { journal, periods, make, isIn, within } = bench;
      const stays = staysOf(journal);
      for (const period of periods()) {
        const events = within(period).filter(({ actor }) => actor.kind === 'user');
        const audit = await make('audit', period);
        expect(figureOf(audit, 'actions')).toBe(events.length);
        const people = new Map<string, number>();
        for (const { actor } of events) tally(people, actorName(actor));
        expect(columnOf(audit, 'by-person', 'by', 'count')).toEqual(Object.fromEntries(people));
        expect(rowsOf(audit, 'list').map(({ seq }) => seq)).toEqual(
          events
            .map(({ seq }) => seq)
            .reverse()
            .slice(0, 2_000),
        );

        const sessions = await make('sessions', period);
        const there = stays.filter(
          ({ entryAt, endAt }) =>
            entryAt !== null && entryAt < period.toAt && (endAt === null || endAt >= period.fromAt),
        );
        expect(figureOf(sessions, 'stays')).toBe(there.length);
        expect(figureOf(sessions, 'paid')).toBe(there.reduce((sum, one) => sum + one.paidMinor, 0));

        const ledger = await make('reconciliation', period);
        expect(figureOf(ledger, 'unexplained')).toBe(0);
        expect(figureOf(ledger, 'issued')).toBe(ofType(within(period), 'TicketIssued').length);

        const summary = await make('summary', period);
        const money = moneyOf(journal, isIn(period));
        expect(figureOf(summary, 'takings')).toBe(money.gross + money.refunds + money.reversals);
        expect(figureOf(summary, 'entries')).toBe(ofType(within(period), 'SessionStarted').length);
        expect(totalOf(summary, 'over-time', 'takings')).toBe(figureOf(summary, 'takings'));
      }
    });

    it('no figure is a sum that a column does not hold', async () => {
      const { periods, make } = bench;
      const reports: readonly ReportId[] = [
        'summary',
        'traffic',
        'revenue',
        'exceptions',
        'devices',
      ];
      for (const period of periods())
        for (const report of reports) checkTotals(await make(report, period));
    });
  },
);

/** Every total of counts and money is the sum of its column, but for those that are no sums. */
function checkTotals({ report, sections }: ReportDocument): void {
  for (const { id, columns, rows, totals } of sections) {
    if (totals === null) continue;
    columns.forEach(({ id: column, kind }, index) => {
      const total = totals[index];
      if (
        (kind !== 'count' && kind !== 'money' && kind !== 'energy') ||
        total === null ||
        total === undefined
      )
        return;
      if (column === 'most') return;
      const sum = rows.reduce((all, row) => all + Number(row[index] ?? 0), 0);
      expect([report, id, column, sum]).toEqual([report, id, column, total]);
    });
  }
}
