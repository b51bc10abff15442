import type { Cell } from '../../reports/document.ts';
import type { ShiftRecord } from '../../views/shift-report.ts';
import { type AdviceOf, type AdviceRule, lacking } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { signChance } from '../statistics.ts';

/** Closed shifts of one person. */
const SHIFTS_MIN = 6;
/** The chance that somebody who errs either way alike is short so often. */
const CHANCE_MAX = 0.05;

/** Somebody whose drawer is short more often than over. One that is now short and now over is human. */
export const cashDifferences: AdviceRule = async (source, { span }) => {
  const closed = (await source.shifts(span)).filter(
    ({ closedAt, countedMinor, expectedMinor }) =>
      closedAt !== null &&
      closedAt >= span.fromAt &&
      closedAt < span.toAt &&
      countedMinor !== null &&
      expectedMinor !== null,
  );
  const people = Map.groupBy(closed, ({ by }) => by);
  const most = Math.max(0, ...[...people.values()].map((shifts) => shifts.length));
  if (closed.length > 0 && most < SHIFTS_MIN) return lacking('shifts', SHIFTS_MIN, most);
  const found: AdviceOf<'cash-differences'>[] = [];
  for (const [cashier, shifts] of [...people].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const short = shifts.filter((shift) => differenceOf(shift) < 0).length;
    const over = shifts.filter((shift) => differenceOf(shift) > 0).length;
    const amountMinor = shifts.reduce((sum, shift) => sum + differenceOf(shift), 0);
    if (shifts.length < SHIFTS_MIN || amountMinor >= 0) continue;
    if (signChance(short, short + over) > CHANCE_MAX) continue;
    found.push({
      code: 'cash-differences',
      subject: `person:${cashier}`,
      values: { cashier, short, shifts: shifts.length, amountMinor: -amountMinor },
      drivers: 0,
      amountMinor: -amountMinor,
      span,
      figures: {
        id: 'shifts',
        title: words.cashByShift,
        columns: [
          { id: 'closed', label: words.closedAt, kind: 'instant' },
          { id: 'expected', label: words.expected, kind: 'money' },
          { id: 'counted', label: words.counted, kind: 'money' },
          { id: 'difference', label: words.difference, kind: 'money' },
        ],
        rows: shifts.map((shift): Cell[] => [
          shift.closedAt,
          shift.expectedMinor,
          shift.countedMinor,
          differenceOf(shift),
        ]),
        totals: [words.total, null, null, amountMinor],
        drills: shifts.map(({ id, openedAt, closedAt }) => ({
          list: 'payments',
          shiftId: id,
          fromAt: openedAt,
          toAt: (closedAt ?? openedAt) + 1,
        })),
      },
      drill: { list: 'payments', by: cashier, method: 'cash', ...span },
    });
  }
  return { advice: found, lack: null };
};

function differenceOf({ countedMinor, expectedMinor }: ShiftRecord): number {
  return (countedMinor ?? 0) - (expectedMinor ?? 0);
}
