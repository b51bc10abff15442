import type { Minor } from '../../kernel/money.ts';
import type { DeferralSums } from '../../stats/deferral.ts';
import type { KeyFigure, ReportSection } from '../document.ts';
import { reportWords } from '../words.ts';
import { revenueWords as words } from './revenue-words.ts';

type Amount = Exclude<keyof DeferralSums, 'kind'>;
const AMOUNTS: readonly Amount[] = [
  'openingMinor',
  'receivedMinor',
  'givenBackMinor',
  'earnedMinor',
  'closingMinor',
];

/** What of the takings is earned in the time, and what of all takings is not earned at its end. */
export function earnedOf(
  netMinor: Minor,
  deferrals: readonly DeferralSums[],
): readonly KeyFigure[] {
  const sum = (amount: Amount) => deferrals.reduce((all, one) => all + one[amount], 0);
  // What was taken ahead comes out, what is earned of it now comes in.
  const value = netMinor - sum('receivedMinor') + sum('givenBackMinor') + sum('earnedMinor');
  return [
    { id: 'earned', label: words.earned, kind: 'money', value },
    { id: 'deferred', label: words.deferredLeft, kind: 'money', value: sum('closingMinor') },
  ];
}

/** From what was not earned at the start of a time to what is not earned at its end. */
export function deferredSection(deferrals: readonly DeferralSums[]): ReportSection {
  const isEmpty = deferrals.every((one) => AMOUNTS.every((amount) => one[amount] === 0));
  const { opening, received, givenBack, earned, closing } = words.columns;
  return {
    id: 'deferred',
    title: words.deferred,
    note: isEmpty ? reportWords.nothing : words.deferredNote,
    columns: [
      { id: 'kind', label: words.columns.kind, kind: 'text' },
      { id: 'opening', label: opening, kind: 'money' },
      { id: 'received', label: received, kind: 'money' },
      { id: 'given-back', label: givenBack, kind: 'money' },
      { id: 'earned', label: earned, kind: 'money' },
      { id: 'closing', label: closing, kind: 'money' },
    ],
    rows: isEmpty
      ? []
      : deferrals.map((one) => [
          words.deferredKinds[one.kind],
          ...AMOUNTS.map((amount) => one[amount]),
        ]),
    totals: [
      reportWords.total,
      ...AMOUNTS.map((amount) => deferrals.reduce((all, one) => all + one[amount], 0)),
    ],
  };
}
