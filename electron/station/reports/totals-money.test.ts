import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revenueWords } from '#domain/reports/builders/revenue-words.ts';
import { reportWords } from '#domain/reports/words.ts';
import { columnOf, figureOf, rowsOf, totalOf } from './test-support/made.ts';
import { ofType, staysOf, tally } from './test-support/naive.ts';
import { deferredBefore, moneyOf } from './test-support/naive-money.ts';
import { PLACES, TotalsBench } from './test-support/totals-bench.ts';

describe.each(PLACES)(
  'money: every figure equals a naive count of the journal in $timeZone',
  (place) => {
    const bench = new TotalsBench(place);
    beforeAll(() => bench.open());
    afterAll(() => bench.close());

    it('revenue', async () => {
      const { journal, periods, make, isIn, installed, labels, named, shiftName } = bench;
      const lanes = labels(installed().lanes);
      for (const period of periods()) {
        const report = await make('revenue', period);
        const money = moneyOf(journal, isIn(period));
        const net = money.gross + money.refunds + money.reversals;
        expect(figureOf(report, 'net')).toBe(net);
        expect(figureOf(report, 'gross')).toBe(money.gross);
        expect(figureOf(report, 'refunds')).toBe(money.refunds);
        expect(figureOf(report, 'reversals')).toBe(money.reversals);
        expect(figureOf(report, 'receipts')).toBe(money.count);
        const { by } = money;
        const words = revenueWords;
        const amounts = (section: string) => columnOf(report, section, 'by', 'amount');
        expect(amounts('by-method')).toEqual(named(by.method, (id) => words.methods[id as 'cash']));
        expect(amounts('by-purpose')).toEqual(
          named(by.purpose, (id) => words.purposes[id as 'session']),
        );
        expect(amounts('by-class')).toEqual(
          named(by.class, (id) => (id === '' ? words.noClass : reportWords.classes[id as 'car'])),
        );
        expect(amounts('by-lane')).toEqual(
          named(by.lane, (id) => (id === '' ? reportWords.desk : (lanes.get(id) ?? id))),
        );
        expect(amounts('by-cashier')).toEqual(named(by.cashier, (id) => id || words.automatic));
        expect(amounts('by-shift')).toEqual(
          named(by.shift, (id) => (id === '' ? words.noShift : shiftName(id))),
        );
        for (const section of [
          'by-method',
          'by-purpose',
          'by-class',
          'by-lane',
          'by-cashier',
          'by-shift',
          'by-line',
        ])
          expect(totalOf(report, section, 'amount'), section).toBe(net);
        const lines = Object.fromEntries(
          rowsOf(report, 'by-line').map(({ code, text, amount }) => [`${code} ${text}`, amount]),
        );
        expect(lines).toEqual(
          named(money.lines, (key) => {
            const [code = '', ...text] = key.split(' ');
            return `${words.codes[code as 'flat'] ?? code} ${text.join(' ')}`;
          }),
        );
        const taxes = rowsOf(report, 'by-tax').map(({ label, rate, base, tax }) => [
          label,
          rate,
          base,
          tax,
        ]);
        const expected = [...money.taxes].map(([key, { net: base, tax }]) => {
          const [label = '', rate = ''] = key.split(' ');
          return [label || words.untaxed, rate === '' ? null : Number(rate) / 10_000, base, tax];
        });
        const sorted = (rows: readonly (readonly unknown[])[]) =>
          rows.map((row) => JSON.stringify(row)).sort();
        expect(sorted(taxes)).toEqual(sorted(expected));
        expect(report.notes).toContain(words.agree);
      }
    });

    it('energy that was charged, and what was taken for it', async () => {
      const { journal, periods, make, isIn, within, installed, labels } = bench;
      const chargers = labels(installed().devices);
      const zoneOf = new Map(installed().slots.map(({ id, zoneId }) => [id, zoneId]));
      const zones = labels(installed().zones);
      let givenWh = 0;
      for (const period of periods()) {
        const report = await make('revenue', period);
        const energy = new Map<string, number>();
        const counts = new Map<string, number>();
        for (const { event } of ofType(within(period), 'ChargingStopped')) {
          const zone = zones.get(zoneOf.get(event.slotId) ?? '');
          const where = `${chargers.get(event.deviceId)} in ${zone}`;
          tally(energy, where, event.wh);
          tally(counts, where);
        }
        const whole = [...energy.values()].reduce((sum, wh) => sum + wh, 0);
        givenWh += whole;
        const rows = rowsOf(report, 'charging');
        const where = (row: (typeof rows)[number]) => `${row.charger} in ${row.zone}`;
        const column = (id: string) => Object.fromEntries(rows.map((row) => [where(row), row[id]]));
        expect(column('energy')).toEqual(Object.fromEntries(energy));
        expect(column('count')).toEqual(Object.fromEntries(counts));
        expect(figureOf(report, 'energy')).toBe(whole);
        const { lines } = moneyOf(journal, isIn(period));
        const taken = [...lines]
          .filter(([key]) => key.startsWith('charging '))
          .reduce((sum, [, amount]) => sum + amount, 0);
        expect(figureOf(report, 'charging')).toBe(taken);
      }
      // Figures that are nought everywhere prove nothing.
      expect(givenWh).toBeGreaterThan(0);
    });

    it('penalties, discounts and free exits', async () => {
      const { journal, periods, make, isIn, named } = bench;
      const stays = staysOf(journal);
      for (const period of periods()) {
        const report = await make('revenue', period);
        const inside = isIn(period);
        const money = moneyOf(journal, inside);
        const penalty = ['overstay', 'cancellation', 'no-show', 'lost-ticket'];
        const sum = [...money.lines]
          .filter(([key]) => penalty.includes(key.split(' ')[0] ?? ''))
          .reduce((all, [, amount]) => all + amount, 0);
        expect(totalOf(report, 'penalties', 'amount')).toBe(sum);
        const free = new Map<string, number>();
        for (const { endAt, how, credential, byHand, id } of stays) {
          if (endAt === null || how !== 'ended' || byHand || !inside(endAt)) continue;
          const end = ofType(journal, 'SessionEnded').find(({ event }) => event.sessionId === id);
          if (end !== undefined && end.event.paidMinor <= 0) tally(free, credential);
        }
        const names = reportWords.credentials;
        expect(columnOf(report, 'free', 'by', 'count')).toEqual(
          named(free, (id) => names[id as 'transient']),
        );
        const worth = new Map<string, number>();
        const last = new Map<string, number>();
        for (const { event, at: when } of ofType(journal, 'ValidationSettled'))
          for (const { shopId, valueMinor } of event.values) {
            const key = `${event.sessionId} ${shopId}`;
            if (inside(when)) tally(worth, shopId, valueMinor - (last.get(key) ?? 0));
            last.set(key, valueMinor);
          }
        const all = [...worth.values()].reduce((total, one) => total + one, 0);
        expect(totalOf(report, 'discounts', 'value')).toBe(all);
      }
    });

    it('what is deferred against what is earned', async () => {
      const { journal, nowAt, periods, make } = bench;
      for (const period of periods()) {
        const report = await make('revenue', period);
        const start = deferredBefore(journal, period.fromAt, period.fromAt);
        const end = deferredBefore(journal, period.toAt, Math.min(period.toAt, nowAt + 1));
        const kinds = ['reservation', 'membership', 'balance'] as const;
        let [deferred, received, earned] = [0, 0, 0];
        for (const kind of kinds) {
          const [from, to] = [start.get(kind), end.get(kind)];
          const row = rowsOf(report, 'deferred').find(
            (one) => one.kind === revenueWords.deferredKinds[kind],
          );
          const opening = (from?.received ?? 0) - (from?.earned ?? 0);
          const closing = (to?.received ?? 0) - (to?.earned ?? 0);
          expect([kind, row?.opening ?? 0]).toEqual([kind, opening]);
          expect([kind, row?.closing ?? 0]).toEqual([kind, closing]);
          const moved = Number(row?.received ?? 0) - Number(row?.['given-back'] ?? 0);
          expect(moved).toBe((to?.received ?? 0) - (from?.received ?? 0));
          expect(row?.earned ?? 0).toBe((to?.earned ?? 0) - (from?.earned ?? 0));
          deferred += closing;
          received += moved;
          earned += (to?.earned ?? 0) - (from?.earned ?? 0);
        }
        expect(figureOf(report, 'deferred')).toBe(deferred);
        expect(figureOf(report, 'earned')).toBe(
          Number(figureOf(report, 'net')) - received + earned,
        );
      }
    });

    it('drawers, terminals and providers', async () => {
      const { journal, periods, make, isIn, shiftName, within } = bench;
      for (const period of periods()) {
        const report = await make('revenue', period);
        const parties = new Map<string, number>();
        const asked = new Map<string, string>();
        for (const { event, at: when } of journal) {
          if (event.type === 'PaymentRequested')
            asked.set(
              event.paymentId,
              event.provider ?? (event.deviceId === 'zvt' ? 'Terminal' : ''),
            );
          const sign = event.type === 'PaymentCaptured' ? 1 : -1;
          if (!/^Payment(Captured|Refunded|Reversed)$/.test(event.type) || !isIn(period)(when))
            continue;
          if (!('method' in event && 'amountMinor' in event)) continue;
          const party = event.method === 'cash' ? revenueWords.drawer : asked.get(event.paymentId);
          tally(
            parties,
            `${party} ${revenueWords.methods[event.method]}`,
            sign * event.amountMinor,
          );
        }
        const rows = rowsOf(report, 'parties').map(({ party, method, statement }) => [
          `${party} ${method}`,
          statement,
        ]);
        expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(parties));
        for (const row of rowsOf(report, 'shifts')) {
          const own = journal.filter(
            ({ event }) =>
              'shiftId' in event &&
              event.shiftId !== null &&
              shiftName(event.shiftId) === row.shift,
          );
          let drawer = 0;
          for (const { event } of own) {
            if (event.type === 'ShiftOpened') drawer += event.floatMinor;
            if (event.type === 'CashMoved')
              drawer += event.move === 'pay-in' ? event.amountMinor : -event.amountMinor;
            if (event.type === 'PaymentCaptured' && event.method === 'cash')
              drawer += event.amountMinor;
            if (
              (event.type === 'PaymentRefunded' || event.type === 'PaymentReversed') &&
              event.method === 'cash'
            )
              drawer -= event.amountMinor;
          }
          expect(row.expected).toBe(drawer);
        }
        const short = ofType(within(period), 'ShiftClosed').filter(
          ({ event }) => event.countedMinor !== event.expectedMinor,
        );
        const named = rowsOf(report, 'differences').filter(
          ({ what }) => what === revenueWords.differenceKinds.shift,
        );
        expect(named.map(({ amount }) => amount).sort()).toEqual(
          short.map(({ event }) => event.countedMinor - event.expectedMinor).sort(),
        );
      }
    });
  },
);
