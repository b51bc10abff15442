import { MINUTE_MS } from '../../kernel/instant.ts';
import type { Cell } from '../../reports/document.ts';
import { dimOf, totalOf } from '../../reports/grouped.ts';
import { stayFigures } from '../../reports/stay-figures.ts';
import { type AdviceRule, lacking, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';

/** Stays with a ticket that ended. */
const STAYS_MIN = 200;
/** Of them, those that paid nothing. */
const FREE_SHARE_MIN = 0.4;
/** Of those that paid nothing, those that left in the last quarter of the free time. */
const NEAR_SHARE_MIN = 0.4;
/** As many stays just after the limit, of those just before it: more, and there is no limit there. */
const AFTER_SHARE_MAX = 0.5;
const QUARTER = 0.25;

/**
 * Most stays end just within the free minutes. The limit is read off the figures: if so many left free, it
 * is the length that so many stays did not exceed, and hardly anybody stays a little longer than that.
 */
export const freeStays: AdviceRule = async (source, { span }) => {
  const isTicket = (measure: 'stays' | 'exits' | 'free-exits') => {
    const credential = dimOf(measure, 'credential');
    return (row: { readonly dims: readonly string[] }) => credential(row) === 'transient';
  };
  const stays = (await source.facts('stays', span, 'all')).filter(isTicket('stays'));
  const freeRows = (await source.facts('free-exits', span, 'all')).filter(isTicket('free-exits'));
  const figures = stayFigures(stays);
  const free = Math.min(totalOf(freeRows).count, figures.count);
  if (figures.count < STAYS_MIN) return lacking('stays', STAYS_MIN, figures.count);
  const share = free / figures.count;
  if (share < FREE_SHARE_MIN || share === 1) return NOTHING;
  const limitMinutes = (figures.percentileMs(share) ?? 0) / MINUTE_MS + 1;
  const nearMinutes = Math.max(1, Math.round(limitMinutes * QUARTER));
  const near = figures.between(limitMinutes - nearMinutes, limitMinutes);
  const after = figures.between(limitMinutes, limitMinutes + nearMinutes);
  const nearShare = near / free;
  if (nearShare < NEAR_SHARE_MIN || after > AFTER_SHARE_MAX * near) return NOTHING;
  const part = (from: number, to: number): Cell[] => [
    words.minutesFromTo(from, to),
    figures.between(from, to),
    figures.between(from, to) / figures.count,
  ];
  return {
    advice: [
      {
        code: 'free-stays',
        subject: 'lot',
        values: { share, limitMinutes, nearShare, nearMinutes },
        drivers: near,
        amountMinor: 0,
        span,
        figures: {
          id: 'stays',
          title: words.staysByLength,
          columns: [
            { id: 'length', label: words.length, kind: 'text' },
            { id: 'stays', label: words.stays, kind: 'count' },
            { id: 'share', label: words.share, kind: 'share' },
          ],
          rows: [
            part(0, limitMinutes - nearMinutes),
            part(limitMinutes - nearMinutes, limitMinutes),
            part(limitMinutes, limitMinutes + nearMinutes),
            [
              words.minutesFrom(limitMinutes + nearMinutes),
              figures.between(limitMinutes + nearMinutes, Number.MAX_SAFE_INTEGER),
              figures.between(limitMinutes + nearMinutes, Number.MAX_SAFE_INTEGER) / figures.count,
            ],
          ],
          totals: [words.total, figures.count, 1],
        },
        drill: {
          list: 'sessions',
          by: 'exit',
          credential: 'transient',
          leastMinutes: limitMinutes - nearMinutes,
          mostMinutes: limitMinutes - 1,
          ...span,
        },
      },
    ],
    lack: null,
  };
};
