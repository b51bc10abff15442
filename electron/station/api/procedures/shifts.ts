import { mayDo } from '#domain/access/roles.ts';
import type { ShiftReport } from '#domain/contract/shifts.ts';
import { zonedDay, zonedDayOf } from '#domain/kernel/zoned.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { shiftCsv } from '#domain/views/shift-csv.ts';
import { shiftReportOf, shiftRowOf } from '#domain/views/shift-report.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { eventOf, installedOf, lotOf, revealFor, submitted } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** A clerk's time at the till. */
export const shifts = {
  open: api.shifts.open.handler(async ({ context, input }) => {
    const { lotId, floatMinor, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'OpenShift', floatMinor },
      { procedure: 'shifts.open', commandId },
    );
    return { shiftId: eventOf(events, 'ShiftOpened').event.shiftId };
  }),

  move: api.shifts.move.handler(async ({ context, input }) => {
    const { lotId, move, amountMinor, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'MoveCash', move, amountMinor, reason },
      { procedure: 'shifts.move', commandId },
    );
    return { ok: true as const };
  }),

  close: api.shifts.close.handler(async ({ context, input }) => {
    const { lotId, shiftId, countedMinor, pieces, reason, commandId } = input;
    const service = lotOf(context, lotId);
    const { username, role } = callerOf(context);
    const open = shiftId === undefined ? undefined : service.state.shifts.open.get(shiftId);
    // One that is not open may be the caller's own, closed when this was sent the first time.
    const isOthers = open !== undefined && open.by !== username;
    if (isOthers && !mayDo(role, 'shift.manage'))
      throw apiError('forbidden', 'Only a manager closes the shift of somebody else.');
    const events = await submitted(
      context,
      service,
      { type: 'CloseShift', shiftId: shiftId ?? null, countedMinor, pieces, reason },
      { procedure: 'shifts.close', commandId },
    );
    const { event } = eventOf(events, 'ShiftClosed');
    return {
      shiftId: event.shiftId,
      closeNumber: event.closeNumber,
      expectedMinor: event.expectedMinor,
      differenceMinor: event.countedMinor - event.expectedMinor,
    };
  }),

  list: api.shifts.list.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { username, role } = callerOf(context);
    const { state, search, limit } = input;
    await viewsUpToDate(service);
    const records = await service.views.shifts({
      state,
      limit,
      ...(mayDo(role, 'shift.manage') ? {} : { by: username }),
      ...(search === undefined || search === '' ? {} : { search }),
    });
    return records.map(shiftRowOf);
  }),

  report: api.shifts.report.handler(({ context, input }) =>
    reportOf(context, lotOf(context, input.lotId), input.shiftId),
  ),

  csv: api.shifts.csv.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const report = await reportOf(context, service, input.shiftId);
    const { timeZone } = installedOf(service).lot;
    const name = report.closeNumber === null ? `x-${report.by}` : `z-${report.closeNumber}`;
    return { fileName: `${service.lotId}-shift-${name}.csv`, text: shiftCsv(report, timeZone) };
  }),

  laneTakings: api.shifts.laneTakings.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { timeZone, currency } = installedOf(service).lot;
    const day =
      input.date === undefined
        ? zonedDay(context.services.clock.now(), timeZone)
        : zonedDayOf(input.date, timeZone);
    if (day === null) {
      const message = 'there is no such day in the calendar';
      throw apiError('invalid', `date: ${message}`, { issues: [{ path: 'date', message }] });
    }
    await viewsUpToDate(service);
    const lanes = await service.views.laneTakings(day.startsAt, day.endsAt);
    return { day: day.day, currency, lanes: [...lanes] };
  }),
};

/** The report of a shift; `current` is the caller's own open one. Others' need a manager. */
async function reportOf(
  context: CallContext,
  service: LotService,
  wanted: string,
): Promise<ShiftReport> {
  const { username, role } = callerOf(context);
  const own = service.state.shifts.byClerk.get(username);
  if (wanted === 'current' && own === undefined) throw refusal('shift-not-open');
  const shiftId = wanted === 'current' && own !== undefined ? own : wanted;
  await viewsUpToDate(service);
  const facts = await service.views.shift(shiftId);
  if (facts === null) throw refusal('shift-unknown', wanted);
  if (facts.shift.by !== username && !mayDo(role, 'shift.manage'))
    throw apiError('forbidden', 'Only a manager sees the shift of somebody else.');
  return shiftReportOf(facts, installedOf(service).lot.currency, revealFor(context, service));
}

function refusal(code: 'shift-not-open' | 'shift-unknown', detail = '') {
  return refusalError({ code, message: refusalSentence(code, detail) });
}
