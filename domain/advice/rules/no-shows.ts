import { dimOf, totalOf } from '../../reports/grouped.ts';
import { type AdviceRule, lacking, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';

/** Bookings whose time has come. */
const BOOKINGS_MIN = 20;
const SHARE_MIN = 0.15;

/** Bookings that nobody came for, whose slots were kept from others. */
export const noShows: AdviceRule = async (source, { span }) => {
  const what = dimOf('bookings', 'what');
  const credential = dimOf('entries', 'credential');
  const rows = await source.facts('bookings', span, 'all');
  const entries = await source.facts('entries', span, 'all');
  const missed = totalOf(rows.filter((row) => what(row) === 'missed'));
  const came = totalOf(entries.filter((row) => credential(row) === 'reservation')).count;
  const of = missed.count + came;
  if (of === 0) return NOTHING;
  if (of < BOOKINGS_MIN) return lacking('bookings', BOOKINGS_MIN, of);
  const share = missed.count / of;
  if (share < SHARE_MIN) return NOTHING;
  return {
    advice: [
      {
        code: 'no-shows',
        subject: 'lot',
        values: { missed: missed.count, of, share },
        drivers: missed.count,
        amountMinor: 0,
        span,
        figures: {
          id: 'bookings',
          title: words.bookings,
          columns: [
            { id: 'what', label: words.what, kind: 'text' },
            { id: 'count', label: words.bookings, kind: 'count' },
            { id: 'fees', label: words.fees, kind: 'money' },
          ],
          rows: [
            [words.came, came, null],
            [words.missed, missed.count, missed.amount],
          ],
          totals: [words.total, of, missed.amount],
        },
        drill: { list: 'events', measure: 'bookings', dims: { what: 'missed' }, ...span },
      },
    ],
    lack: null,
  };
};
