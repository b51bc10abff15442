import { reportCsvParts } from '#domain/reports/report-csv.ts';
import { feedEntry } from '#domain/views/feed.ts';
import { ReportTooLong, reportFile, reportFileName } from '../../reports/report-file.ts';
import { apiError } from '../api-error.ts';
import { api } from '../base.ts';
import { lotOf, revealFor } from '../lot-call.ts';
import { progressStream } from '../progress-stream.ts';
import { reportOf } from '../report-call.ts';
import { slotLabel } from '../session-row.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Reports as documents, as files, and what is behind their figures. */
export const reportDocuments = {
  document: api.reports.document.handler(async ({ context, input, signal }) => {
    const asked = await reportOf(context, input, 'json', {
      ...(signal !== undefined && { signal }),
    });
    return asked.document;
  }),

  watch: api.reports.watch.handler(async function* ({ context, input, signal }) {
    const work = progressStream((options) => reportOf(context, input, 'json', options), signal);
    for await (const told of work)
      yield told.kind === 'progress' ? told : { kind: 'report', document: told.value.document };
  }),

  file: api.reports.file.handler(async ({ context, input, signal }) => {
    const { format, bom, ...query } = input;
    const asked = await reportOf(context, query, format, {
      ...(signal !== undefined && { signal }),
    });
    const { document, rowsBehind } = asked;
    try {
      const options = { bom, rowsBehind };
      const file = await reportFile(context.services.press, document, format, options);
      const base64 = Buffer.from(file.bytes).toString('base64');
      return { fileName: file.name, type: file.type, base64 };
    } catch (error) {
      if (error instanceof ReportTooLong) throw apiError('invalid', error.message);
      throw error;
    }
  }),

  csvText: api.reports.csvText.handler(async function* ({ context, input, signal }) {
    const { bom, ...query } = input;
    const asked = await reportOf(context, query, 'csv', {
      ...(signal !== undefined && { signal }),
    });
    const fileName = reportFileName(asked.document, 'csv');
    for await (const text of reportCsvParts(asked.document, { bom }, asked.rowsBehind))
      yield { fileName, text };
  }),

  drill: api.reports.drill.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { drill, after, limit } = input;
    await viewsUpToDate(service);
    const reveal = revealFor(context, service);
    const page = await service.views.drill({ drill, after, limit });
    return {
      sessions: page.sessions.map((one) => ({
        id: one.id,
        ticketNumber: one.ticketNumber,
        plate: reveal(one.plateRef),
        hasPlate: one.plateRef !== null,
        vehicleClass: one.vehicleClass,
        slotLabel: slotLabel(service, one.slotId),
        entryAt: one.entryAt,
        exitAt: one.exitAt,
        paidMinor: one.paidMinor,
      })),
      payments: page.payments.map(({ shiftId: _, ...payment }) => payment),
      events: page.events.map((event) => feedEntry(event, reveal)),
      next: page.next,
    };
  }),

  rebuild: api.reports.rebuild.handler(async function* ({ context, input, signal }) {
    const { views } = lotOf(context, input.lotId);
    const work = progressStream(({ progress }) => views.rebuild(progress), signal);
    for await (const told of work) if (told.kind === 'progress') yield { share: told.share };
    yield { share: 1 };
  }),
};
