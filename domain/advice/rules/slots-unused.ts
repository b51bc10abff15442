import { SLOT_KINDS, type SlotKind } from '../../facility/kinds.ts';
import { DAY_MS } from '../../kernel/instant.ts';
import type { Cell } from '../../reports/document.ts';
import { reportWords } from '../../reports/words.ts';
import { type AdviceOf, type AdviceRule, lacking } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';

const WEEK_DAYS = 7;
const WEEK_MS = WEEK_DAYS * DAY_MS;
/** Kinds that not every car may take: an unused one of another kind is only the farthest. */
const KEPT: ReadonlySet<SlotKind> = new Set(['motorcycle', 'large', 'bus', 'ev', 'accessible']);
/** So long at least. */
const WEEKS_MIN = 3;
/** Looked back over, whatever time the advice is asked for. */
const WEEKS_MAX = 12;
const LABELS_MAX = 6;

/** Slots kept for a kind of vehicle that nobody was given for weeks. */
export const slotsUnused: AdviceRule = async (source, { span: { toAt } }) => {
  const kept = source.lot.slots.filter(({ kind }) => KEPT.has(kind));
  if (kept.length === 0) return { advice: [], lack: null };
  const fromAt = toAt - WEEKS_MAX * WEEK_MS;
  const began = (await source.occupancy({ fromAt, toAt }, 'day', ['lot'])).find(
    ({ knownMs }) => knownMs > 0,
  )?.at;
  const known = began === undefined ? 0 : Math.floor((toAt - began) / WEEK_MS);
  if (began === undefined || known < WEEKS_MIN) return lacking('weeks', WEEKS_MIN, known);
  const used = new Map(
    (await source.slotUse({ fromAt: began, toAt })).map((use) => [use.slotId, use]),
  );
  const found: AdviceOf<'slots-unused'>[] = [];
  for (const kind of SLOT_KINDS.filter((one) => KEPT.has(one))) {
    const slots = kept
      .filter((slot) => slot.kind === kind)
      .map(({ id, label }) => {
        const lastAt = used.get(id)?.lastAt ?? null;
        const weeks = Math.floor((toAt - Math.max(began, lastAt ?? began)) / WEEK_MS);
        return { label, lastAt, weeks };
      });
    const idle = slots.filter(({ weeks }) => weeks >= WEEKS_MIN);
    if (idle.length === 0) continue;
    const weeks = Math.min(...idle.map((slot) => slot.weeks));
    found.push({
      code: 'slots-unused',
      subject: `kind:${kind}`,
      values: {
        kind: reportWords.kinds[kind],
        count: idle.length,
        weeks,
        labels: idle.slice(0, LABELS_MAX).map(({ label }) => label),
      },
      // A slot that stands empty could have had a vehicle a week at the least.
      drivers: idle.length * weeks,
      amountMinor: 0,
      span: { fromAt: toAt - weeks * WEEK_MS, toAt },
      figures: {
        id: 'slots',
        title: words.slotsUnused,
        note: words.slotsOf(slots.length, reportWords.kinds[kind]),
        columns: [
          { id: 'slot', label: words.slot, kind: 'text' },
          { id: 'last', label: words.lastUsed, kind: 'instant' },
          { id: 'weeks', label: words.weeks, kind: 'count' },
        ],
        rows: idle.map((slot): Cell[] => [slot.label, slot.lastAt, slot.weeks]),
        totals: null,
      },
      drill: { list: 'sessions', by: 'inside', fromAt: began, toAt, kind },
    });
  }
  return { advice: found, lack: null };
};
