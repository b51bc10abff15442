import { type ZonedDay, zonedDay, zonedDayOf } from '#domain/kernel/zoned.ts';
import { sessionsCsv, summaryCsv } from '#domain/views/csv.ts';
import { reconciliationCsv } from '#domain/views/ledger-csv.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError } from '../api-error.ts';
import { api, type CallContext } from '../base.ts';
import { installedOf, lotOf, revealFor } from '../lot-call.ts';
import { reconciliationOf } from '../reconciliation.ts';
import { slotLabel } from '../session-row.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Figures of a day, on screen and as files. */
export const reports = {
  get: api.reports.get.handler(async ({ context, input }) => {
    const asked = await prepare(context, input);
    return asked.service.views.dayReport(asked.day.day, asked.nowAt);
  }),

  reconciliation: api.reports.reconciliation.handler(async ({ context, input }) => {
    const { service, day, nowAt } = await prepare(context, input);
    return reconciliationOf(service, day, nowAt);
  }),

  csv: api.reports.csv.handler(async ({ context, input }) => {
    const { service, day, nowAt, timeZone, currency } = await prepare(context, input);
    const fileName = `${service.lotId}-${day.day}-${input.report}.csv`;
    if (input.report === 'reconciliation') {
      const report = await reconciliationOf(service, day, nowAt);
      return { fileName, text: reconciliationCsv(report) };
    }
    if (input.report === 'summary') {
      return { fileName, text: summaryCsv(await service.views.dayReport(day.day, nowAt)) };
    }
    const records = await service.views.sessionsBetween(day.startsAt, day.endsAt);
    const reveal = revealFor(context, service);
    const rows = records.map((record) => ({
      ...record,
      plate: reveal(record.plateRef),
      hasPlate: record.plateRef !== null,
      slotLabel: slotLabel(service, record.slotId),
    }));
    return { fileName, text: sessionsCsv(rows, { timeZone, currency }) };
  }),
};

async function prepare(
  context: CallContext,
  input: { readonly lotId: string; readonly date?: string | undefined },
): Promise<{
  readonly service: LotService;
  readonly day: ZonedDay;
  readonly nowAt: number;
  readonly timeZone: string;
  readonly currency: string;
}> {
  const service = lotOf(context, input.lotId);
  const { timeZone, currency } = installedOf(service).lot;
  const nowAt = context.services.clock.now();
  const day =
    input.date === undefined ? zonedDay(nowAt, timeZone) : zonedDayOf(input.date, timeZone);
  if (day === null) {
    const message = 'there is no such day in the calendar';
    throw apiError('invalid', `date: ${message}`, { issues: [{ path: 'date', message }] });
  }
  await viewsUpToDate(service);
  return { service, day, nowAt, timeZone, currency };
}
