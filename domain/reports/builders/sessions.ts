import { cutNote, firstRows, type LongList, type Row } from '../list-pages.ts';
import { namesOf } from '../names.ts';
import type { PastStay, ReportBuilder } from '../source.ts';
import { reportWords, wordFor } from '../words.ts';
import { listWords as words } from './lists-words.ts';

/** Every stay of a time, one by one. */
export const stayList: LongList = {
  sectionId: 'stays',
  page: async (source, { period, nowAt }, asked) => {
    const { rows, next } = await source.stays(period, asked);
    const names = namesOf(source.lot);
    return { rows: rows.map((stay) => rowOf(stay, names, nowAt)), next };
  },
};

export const sessionsReport: ReportBuilder = async (source, scope, progress) => {
  const { period, nowAt } = scope;
  const { stays, paidMinor } = await source.staySums(period);
  const rows = await firstRows(stayList, source, scope, progress);
  return {
    figures: [
      { id: 'stays', label: words.stays, kind: 'count', value: stays },
      { id: 'paid', label: words.paid, kind: 'money', value: paidMinor },
    ],
    sections: [
      {
        id: stayList.sectionId,
        title: words.stays,
        note: stays === 0 ? reportWords.nothing : words.staysNote,
        columns: [
          { id: 'ticket', label: words.ticket, kind: 'text' },
          { id: 'plate', label: words.plate, kind: 'plate' },
          { id: 'class', label: words.class, kind: 'text' },
          { id: 'slot', label: words.slot, kind: 'text' },
          { id: 'in', label: words.entryLane, kind: 'text' },
          { id: 'entry', label: words.entry, kind: 'instant' },
          { id: 'exit', label: words.exit, kind: 'instant' },
          { id: 'out', label: words.exitLane, kind: 'text' },
          { id: 'length', label: words.length, kind: 'duration' },
          { id: 'paid', label: words.paid, kind: 'money' },
        ],
        rows,
        totals: [reportWords.total, null, null, null, null, null, null, null, null, paidMinor],
      },
    ],
    notes: [
      ...(nowAt < period.toAt ? [reportWords.notOver] : []),
      ...cutNote(words.stays, rows.length, stays),
    ],
  };
};

function rowOf(stay: PastStay, names: ReturnType<typeof namesOf>, nowAt: number): Row {
  return [
    stay.ticketNumber,
    stay.plateRef,
    wordFor(reportWords.classes, stay.vehicleClass),
    stay.slotId === null ? '' : names.slot(stay.slotId),
    names.lane(stay.entryLaneId),
    stay.entryAt,
    stay.exitAt,
    stay.exitLaneId === null ? '' : names.lane(stay.exitLaneId),
    (stay.exitAt ?? nowAt) - stay.entryAt,
    stay.paidMinor,
  ];
}
