import { feedEntry } from '#domain/views/feed.ts';
import { reportFile } from '../../reports/report-file.ts';
import { api } from '../base.ts';
import { lotOf, revealFor } from '../lot-call.ts';
import { progressStream } from '../progress-stream.ts';
import { reportOf } from '../report-call.ts';
import { slotLabel } from '../session-row.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Reports as documents, as files, and what is behind their figures. */
export const reportDocuments = {
  document: api.reports.document.handler(({ context, input, signal }) =>
    reportOf(context, input, { ...(signal !== undefined && { signal }) }),
  ),

  watch: api.reports.watch.handler(async function* ({ context, input, signal }) {
    const work = progressStream((options) => reportOf(context, input, options), signal);
    for await (const told of work)
      yield told.kind === 'progress' ? told : { kind: 'report', document: told.value };
  }),

  file: api.reports.file.handler(async ({ context, input, signal }) => {
    const { format, bom, ...asked } = input;
    const document = await reportOf(context, asked, { ...(signal !== undefined && { signal }) });
    const { name, type, bytes } = await reportFile(context.services.press, document, format, {
      bom,
    });
    return { fileName: name, type, base64: Buffer.from(bytes).toString('base64') };
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
