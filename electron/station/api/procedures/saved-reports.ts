import type { SavedReportInput, SavedReportRow } from '#domain/contract/saved-reports.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { nextRun, nextTryAt } from '#domain/reporting/runs.ts';
import type { SavedReport, SavedReportTerms } from '#domain/reporting/saved-report.ts';
import { periodBefore, periodOf } from '#domain/reports/period.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext } from '../base.ts';
import { eventOf, installedOf, lotOf, revealFor, submitted } from '../lot-call.ts';

/** Reports under a name, and their sending. */
export const savedReports = {
  list: api.savedReports.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { canMail, folder } = context.services.schedules;
    const rows = [...service.state.reporting.values()].map((saved) =>
      rowOf(context, service, saved),
    );
    rows.sort((one, other) => one.terms.name.localeCompare(other.terms.name));
    return { reports: rows, canMail, folder };
  }),

  create: api.savedReports.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const terms = termsOf(context, service, input.terms);
    const events = await submitted(
      context,
      service,
      { type: 'SaveReport', savedReportId: null, terms },
      { procedure: 'savedReports.create', commandId: input.commandId },
    );
    return { savedReportId: eventOf(events, 'ReportSaved').event.savedReportId };
  }),

  change: api.savedReports.change.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { savedReportId, commandId } = input;
    const terms = termsOf(context, service, input.terms);
    await submitted(
      context,
      service,
      { type: 'SaveReport', savedReportId, terms },
      { procedure: 'savedReports.change', commandId },
    );
    return { ok: true as const };
  }),

  remove: api.savedReports.remove.handler(async ({ context, input }) => {
    const { savedReportId, commandId } = input;
    await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'RemoveReport', savedReportId },
      { procedure: 'savedReports.remove', commandId },
    );
    return { ok: true as const };
  }),

  send: api.savedReports.send.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const saved = service.state.reporting.get(input.savedReportId);
    if (saved === undefined) throw unknown(input.savedReportId);
    if (saved.terms.schedule === null)
      throw apiError(
        'invalid',
        'This report has no place to go to. Give it a folder or an address.',
      );
    const { lot } = installedOf(service);
    const now = context.services.clock.now();
    const today = periodOf(saved.terms.period, zonedDay(now, lot.timeZone).day, lot);
    const period = today === null ? null : periodBefore(today, lot);
    if (period === null) throw apiError('invalid', 'There is no such day in the calendar.');
    const fileNames = await sent(context, service, saved, { dueAt: now, period });
    return { fileNames: [...fileNames], periodName: period.name };
  }),
};

async function sent(
  context: CallContext,
  ...asked: Parameters<CallContext['services']['schedules']['send']>
): Promise<readonly string[]> {
  try {
    return await context.services.schedules.send(...asked);
  } catch (error) {
    // The sentence is for whoever pressed the button: a full disk, a server that does not answer.
    const why = error instanceof Error ? error.message : String(error);
    throw apiError('not-sent', `The report could not be sent: ${why}.`);
  }
}

/** Addresses become references; other lots have to be there. */
function termsOf(
  { services }: CallContext,
  service: LotService,
  { schedule, ...terms }: SavedReportInput,
): SavedReportTerms {
  const strange = terms.lots.findIndex((lotId) => !services.host.lots.has(lotId));
  if (strange >= 0) {
    const message = `there is no lot "${terms.lots[strange]}" here`;
    const path = `terms.lots[${strange}]`;
    throw apiError('invalid', `${path}: ${message}`, { issues: [{ path, message }] });
  }
  if (schedule === null) return { ...terms, schedule };
  const { mailTo, ...rest } = schedule;
  const mailRefs = mailTo.flatMap((address) => service.refOfText('contact', address) ?? []);
  return { ...terms, schedule: { ...rest, mailRefs } };
}

function rowOf(context: CallContext, service: LotService, saved: SavedReport): SavedReportRow {
  const { id, savedBy, savedAt, last, failing } = saved;
  const { lot } = installedOf(service);
  const next = nextRun(saved, context.services.clock.now(), lot);
  return {
    id,
    terms: shownTerms(context, service, saved.terms),
    savedBy,
    savedAt,
    nextAt: next?.dueAt ?? null,
    last:
      last === null
        ? null
        : {
            at: last.at,
            periodName: last.periodName,
            fileNames: last.fileNames === null ? null : [...last.fileNames],
            message: last.message,
          },
    failing:
      failing === null
        ? null
        : {
            periodName: failing.periodName,
            attempts: failing.attempts,
            message: failing.message,
            nextTryAt: nextTryAt(failing),
          },
  };
}

function shownTerms(
  context: CallContext,
  service: LotService,
  { schedule, ...terms }: SavedReportTerms,
): SavedReportInput {
  if (schedule === null) return { ...terms, schedule };
  const { mailRefs, ...rest } = schedule;
  const reveal = revealFor(context, service);
  return { ...terms, schedule: { ...rest, mailTo: mailRefs.flatMap((ref) => reveal(ref) ?? []) } };
}

function unknown(id: string) {
  const code = 'saved-report-unknown';
  return refusalError({ code, message: refusalSentence(code, id) });
}
