import type { Cell } from '../../reports/document.ts';
import type { OccupancyRow } from '../../stats/occupancy.ts';
import { type AdviceOf, type AdviceRule, NOTHING } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { lotDays } from '../clock.ts';
import { type OpenPlace, openPlaces } from '../places.ts';

/** Of its slots that were ever taken at one time: above that a place is used. */
const PEAK_MAX = 0.3;
/** Smaller places are nobody's plan. */
const SLOTS_MIN = 5;
/** Days on which another place of its sort was full. */
const FULL_DAYS_MIN = 5;

/** A level or zone that hardly anybody is sent to, while another one is full. */
export const placeIdle: AdviceRule = async (source, { span }) => {
  const rows = await source.occupancy(span, 'hour');
  const days = lotDays(span, source.lot.timeZone);
  const places = openPlaces(source.lot).filter(
    ({ series, slotIds }) => series !== 'open:lot' && slotIds.size >= SLOTS_MIN,
  );
  const found: AdviceOf<'place-idle'>[] = [];
  const said: OpenPlace[] = [];
  for (const place of places) {
    const peak = peakShare(rows, place);
    if (peak === null || peak > PEAK_MAX) continue;
    if (said.some((bigger) => place.within(bigger))) continue;
    const sort = sortOf(place);
    const full = places
      .filter((other) => other !== place && sortOf(other) === sort)
      .map((other) => {
        const own = rows.filter(({ series, fullMs }) => series === other.series && fullMs > 0);
        const on = days.filter(({ fromAt, toAt }) =>
          own.some(({ at }) => at >= fromAt && at < toAt),
        );
        return { place: other, days: on.length };
      })
      .reduce<{ readonly place: OpenPlace; readonly days: number } | null>(
        (most, one) => (most === null || one.days > most.days ? one : most),
        null,
      );
    if (full === null || full.days < FULL_DAYS_MIN) continue;
    said.push(place);
    const id = place.series.slice(`open:${sort}:`.length);
    found.push({
      code: 'place-idle',
      subject: `${sort}:${id}`,
      values: {
        place: place.label,
        peakShare: peak,
        fullPlace: full.place.label,
        fullDays: full.days,
      },
      drivers: full.days,
      amountMinor: 0,
      span,
      figures: {
        id: 'places',
        title: words.mostTaken,
        columns: [
          { id: 'place', label: words.place, kind: 'text' },
          { id: 'slots', label: words.slots, kind: 'count' },
          { id: 'most', label: words.mostTaken, kind: 'share' },
          { id: 'full', label: words.fullFor, kind: 'duration' },
        ],
        rows: places
          .filter((one) => sortOf(one) === sort)
          .map((one): Cell[] => [
            one.label,
            one.slotIds.size,
            peakShare(rows, one),
            rows.reduce((sum, row) => sum + (row.series === one.series ? row.fullMs : 0), 0),
          ]),
        totals: null,
      },
      drill: {
        list: 'sessions',
        by: 'inside',
        ...span,
        ...(sort === 'level' ? { levelId: id } : { zoneId: id }),
      },
    });
  }
  return found.length === 0 ? NOTHING : { advice: found, lack: null };
};

const sortOf = ({ series }: OpenPlace) => (series.startsWith('open:level:') ? 'level' : 'zone');

/** The most that was ever taken at one time, of its slots; null where nothing is known. */
function peakShare(rows: readonly OccupancyRow[], { series }: OpenPlace): number | null {
  const own = rows.filter((row) => row.series === series && row.capacity > 0);
  if (own.length === 0) return null;
  return Math.max(...own.map(({ mostInside, capacity }) => mostInside / capacity));
}
