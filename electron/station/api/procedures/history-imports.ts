import { EVENT_READINGS_MAX } from '#domain/history/import-book.ts';
import type { Mapping } from '#domain/history/mapping.ts';
import type { ReadRows, RowProblem } from '#domain/history/read-rows.ts';
import type { PackedReading, SeriesReadings } from '#domain/lot/event/history.ts';
import { previewOf, readFile } from '../../history/read-file.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { api, type CallContext } from '../base.ts';
import { findEvent, installedOf, lotOf, submitted } from '../lot-call.ts';
import { readableCsv } from '../readable-csv.ts';

const PROBLEMS_MAX = 200;

/** Figures from files. */
export const historyImports = {
  list: api.historyImports.list.handler(({ context, input }) => {
    const { imports } = lotOf(context, input.lotId).state;
    return [...imports.values()].map(({ parts: _, series, ...row }) => ({
      ...row,
      series: [...series],
    }));
  }),

  preview: api.historyImports.preview.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { lot } = installedOf(service);
    const { text, mapping } = input;
    const preview = readableCsv(() =>
      previewOf(text, mapping ?? null, lot, context.services.clock.now()),
    );
    return { ...preview, ...told(preview) };
  }),

  create: api.historyImports.create.handler(async ({ context, input }) => {
    const { fileName, text, commandId } = input;
    const { read } = readPart(context, input, text, input.mapping ?? null, 1);
    return takeIn(context, lotOf(context, input.lotId), read, {
      importId: null,
      fileName,
      sent: { procedure: 'historyImports.create', commandId },
    });
  }),

  append: api.historyImports.append.handler(async ({ context, input }) => {
    const { importId, text, mapping, firstLine, commandId } = input;
    const { read } = readPart(context, input, text, { ...mapping, hasHeader: false }, firstLine);
    return takeIn(context, lotOf(context, input.lotId), read, {
      importId,
      fileName: '',
      sent: { procedure: 'historyImports.append', commandId },
    });
  }),

  remove: api.historyImports.remove.handler(async ({ context, input }) => {
    const { importId, commandId } = input;
    await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'RemoveHistoryImport', importId },
      { procedure: 'historyImports.remove', commandId },
    );
    return { ok: true as const };
  }),
};

function readPart(
  context: CallContext,
  { lotId }: { readonly lotId: string },
  text: string,
  mapping: Mapping | null,
  firstLine: number,
) {
  const { lot } = installedOf(lotOf(context, lotId));
  const nowAt = context.services.clock.now();
  return readableCsv(() => readFile(text, mapping, lot, nowAt, firstLine));
}

interface Part {
  readonly importId: string | null;
  readonly fileName: string;
  readonly sent: { readonly procedure: string; readonly commandId: string | undefined };
}

/** Puts readings into the journal, so many to an event. A retry with the same key takes nothing twice. */
async function takeIn(context: CallContext, service: LotService, read: ReadRows, part: Part) {
  let { importId } = part;
  const key = context.idempotencyKey ?? part.sent.commandId;
  for (const [index, series] of packed(read).entries()) {
    const events = await submitted(
      // Each event of one call has its own key.
      { ...context, ...(key !== undefined && { idempotencyKey: `${key}:${index}` }) },
      service,
      { type: 'ImportHistory', importId, fileName: part.fileName, series },
      { procedure: part.sent.procedure, commandId: undefined },
    );
    importId = findEvent(events, 'HistoryImported')?.event.importId ?? importId;
  }
  return { importId, ...told(read) };
}

function told({ readings, problems }: ReadRows): {
  readonly readings: number;
  readonly dropped: number;
  readonly problems: RowProblem[];
} {
  return {
    readings: readings.length,
    dropped: problems.length,
    problems: problems.slice(0, PROBLEMS_MAX),
  };
}

function packed({ readings }: ReadRows): readonly (readonly SeriesReadings[])[] {
  const parts: SeriesReadings[][] = [];
  for (let from = 0; from < readings.length; from += EVENT_READINGS_MAX) {
    const bySeries = new Map<string, PackedReading[]>();
    for (const { series, at, inside, capacity } of readings.slice(
      from,
      from + EVENT_READINGS_MAX,
    )) {
      const held = bySeries.get(series);
      if (held === undefined) bySeries.set(series, [[at, inside, capacity]]);
      else held.push([at, inside, capacity]);
    }
    parts.push([...bySeries].map(([series, list]) => ({ series, readings: list })));
  }
  return parts;
}
