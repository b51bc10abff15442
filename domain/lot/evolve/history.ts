import { actorName } from '../actor.ts';
import type { HistoryEvent } from '../event/history.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** What happens to imports; their readings stand in the read models alone. */
export function evolveHistory(
  { imports }: LotState,
  event: HistoryEvent,
  { at, actor }: RecordedEvent,
): void {
  if (event.type === 'HistoryImportRemoved') {
    imports.delete(event.importId);
    return;
  }
  const [fromAt, untilAt] = boundsOf(event);
  const held = imports.get(event.importId);
  if (held === undefined) {
    imports.set(event.importId, {
      id: event.importId,
      fileName: event.fileName,
      by: actorName(actor),
      at,
      parts: event.part,
      readings: event.count,
      series: event.series.map(({ series }) => series),
      fromAt,
      untilAt,
    });
    return;
  }
  held.parts = event.part;
  held.readings += event.count;
  held.fromAt = Math.min(held.fromAt, fromAt);
  held.untilAt = Math.max(held.untilAt, untilAt);
  for (const { series } of event.series)
    if (!held.series.includes(series)) held.series.push(series);
}

function boundsOf({ series }: EventOf<'HistoryImported'>): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { readings } of series)
    for (const [at] of readings) {
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  return [first, last];
}

export const historyEvolvers = evolversOf<HistoryEvent>(evolveHistory, {
  HistoryImported: true,
  HistoryImportRemoved: true,
});
