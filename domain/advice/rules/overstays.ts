import { dimOf, totalOf } from '../../reports/grouped.ts';
import { type AdviceRule, lacking, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';

/** Stays by booking that ended. */
const BOOKINGS_MIN = 20;
const SHARE_MIN = 0.15;

/** Bookings that stay beyond their end, as far as the lot charges a fee for it. */
export const overstays: AdviceRule = async (source, { span }) => {
  const code = dimOf('fee-lines', 'code');
  const credential = dimOf('exits', 'credential');
  const lines = await source.facts('fee-lines', span, 'all');
  const exits = await source.facts('exits', span, 'all');
  const over = totalOf(lines.filter((row) => code(row) === 'overstay'));
  const of = totalOf(exits.filter((row) => credential(row) === 'reservation')).count;
  if (of === 0) return NOTHING;
  if (of < BOOKINGS_MIN) return lacking('bookings', BOOKINGS_MIN, of);
  if (over.count < SHARE_MIN * of) return NOTHING;
  return {
    advice: [
      {
        code: 'overstays',
        subject: 'lot',
        values: { count: over.count, of, amountMinor: over.amount },
        drivers: over.count,
        amountMinor: 0,
        span,
        figures: {
          id: 'bookings',
          title: words.overstays,
          columns: [
            { id: 'left', label: words.leftByBooking, kind: 'count' },
            { id: 'over', label: words.overstays, kind: 'count' },
            { id: 'share', label: words.share, kind: 'share' },
            { id: 'fees', label: words.fees, kind: 'money' },
          ],
          rows: [[of, over.count, over.count / of, over.amount]],
          totals: null,
        },
        drill: { list: 'sessions', by: 'exit', credential: 'reservation', ...span },
      },
    ],
    lack: null,
  };
};
