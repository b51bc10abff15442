import { mayDo } from '#domain/access/roles.ts';
import type { ReportQuery } from '#domain/contract/reports.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import { periodOf, type ReportPeriod, rangeOf } from '#domain/reports/period.ts';
import type { RowsBehind } from '#domain/reports/report-csv.ts';
import type { ReportFormat } from '#domain/reports/reports.ts';
import type { ReportScope } from '#domain/reports/source.ts';
import { type LotReportTask, lotReport, rowsBehind } from '../reports/lot-report.ts';
import type { LongQuestion, LotService } from '../runtime/lot-service.ts';
import { apiError } from './api-error.ts';
import { type CallContext, callerOf } from './base.ts';
import { installedOf, lotOf, needsPlates, revealFor } from './lot-call.ts';
import { plateRefsOf, ticketPrefixOf } from './session-search.ts';
import { viewsUpToDate } from './views-up-to-date.ts';

const SEARCHED_SESSIONS_MAX = 1_000;
/** Longer times than this are asked for in parts. */
const RANGE_MAX_DAYS = 400;

/** A report that a caller may see, and the rows that follow it where it is made for CSV. */
export interface AskedReport {
  readonly document: ReportDocument;
  readonly rowsBehind: RowsBehind;
}

/** Makes the report that a caller asks for, as that caller may see it. */
export async function reportOf(
  context: CallContext,
  asked: ReportQuery,
  format: ReportFormat,
  options: LongQuestion,
): Promise<AskedReport> {
  const { username, role } = callerOf(context);
  if (asked.report === 'audit' && !mayDo(role, 'journal.read'))
    throw apiError('forbidden', 'Your role does not allow this.', { needs: 'journal.read' });
  const services = lotsOf(context, asked);
  for (const service of services) {
    installedOf(service);
    await viewsUpToDate(service);
  }
  const nowAt = context.services.clock.now();
  const task: LotReportTask = {
    report: asked.report,
    periodIn: (lot) => periodAsked(asked, lot, nowAt),
    compare: asked.compare,
    olderThanDays: asked.olderThanDays,
    format,
    searchIn: (service) => searchOf(context, service, asked),
    madeBy: username,
    nowAt,
    revealIn: (service) => revealFor(context, service),
  };
  const document = await lotReport(services, task, options);
  return { document, rowsBehind: rowsBehind(services, task, options.signal) };
}

function lotsOf(context: CallContext, { lotId, lots = '' }: ReportQuery): readonly LotService[] {
  const more = lots.split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));
  return [...new Set([lotId, ...more])].map((id) => lotOf(context, id));
}

/** The days that are asked for, by the lot's calendar. */
export function periodAsked(
  { period, date, from, to }: Pick<ReportQuery, 'period' | 'date' | 'from' | 'to'>,
  lot: { readonly timeZone: string; readonly locale: string },
  nowAt: number,
): ReportPeriod {
  const today = zonedDay(nowAt, lot.timeZone).day;
  if (from === undefined && to === undefined) {
    const found = periodOf(period, date ?? today, lot);
    if (found === null) throw invalid('date', 'there is no such day in the calendar');
    return found;
  }
  const first = from ?? to ?? today;
  const last = to ?? today;
  const found = rangeOf(first, last, lot.timeZone);
  if (found === null)
    throw invalid('from', 'the first day is in the calendar and not after the last');
  if (Date.parse(last) - Date.parse(first) > RANGE_MAX_DAYS * 86_400_000)
    throw invalid('to', `at most ${RANGE_MAX_DAYS} days after the first`);
  return found;
}

/** What the audit is searched for. A plate needs the right to see plates. */
async function searchOf(
  context: CallContext,
  service: LotService,
  { person, slot, plate, ticket }: ReportQuery,
): Promise<ReportScope['search']> {
  if (plate !== undefined) needsPlates(context);
  const slotId = slot === undefined ? undefined : slotIdOf(service, slot);
  const sessionIds =
    plate === undefined && ticket === undefined
      ? undefined
      : await sessionIdsOf(service, plate, ticket);
  return {
    ...(person !== undefined && { actor: person }),
    ...(slotId !== undefined && { slotId }),
    ...(sessionIds !== undefined && { sessionIds }),
  };
}

async function sessionIdsOf(
  service: LotService,
  plate: string | undefined,
  ticket: string | undefined,
): Promise<readonly string[]> {
  const found = await service.views.sessions({
    state: 'all',
    ...(plate !== undefined && { plateRefs: plateRefsOf(service, plate) }),
    ...(ticket !== undefined && { ticketPrefix: ticketPrefixOf(service, ticket) }),
    limit: SEARCHED_SESSIONS_MAX,
    offset: 0,
  });
  return found.map(({ id }) => id);
}

/** A slot by its label or id; what is no slot finds nothing. */
function slotIdOf(service: LotService, text: string): string {
  const wanted = text.toLowerCase();
  const slots = installedOf(service).lot.slots;
  return slots.find(({ id, label }) => id === wanted || label.toLowerCase() === wanted)?.id ?? text;
}

function invalid(path: string, message: string) {
  return apiError('invalid', `${path}: ${message}`, { issues: [{ path, message }] });
}
