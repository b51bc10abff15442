import { must } from '../../kernel/assert.ts';
import { actorName } from '../actor.ts';
import type { ReportingEvent } from '../event/reporting.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** What happens to saved reports and their sending. */
export function evolveReporting(
  { reporting }: LotState,
  event: ReportingEvent,
  { at, actor }: RecordedEvent,
): void {
  const { savedReportId: id } = event;
  const held = reporting.get(id);
  switch (event.type) {
    case 'ReportSaved': {
      const saved = { terms: event.terms, savedBy: actorName(actor), savedAt: at };
      // Other times and receivers hold from now on: what was due before went by the old ones.
      const sending = { settledAt: at, failing: null };
      const isSameSending =
        JSON.stringify(held?.terms.schedule) === JSON.stringify(event.terms.schedule) &&
        held?.terms.period === event.terms.period;
      if (held === undefined) reporting.set(id, { id, ...saved, ...sending, last: null });
      else Object.assign(held, saved, isSameSending ? {} : sending);
      return;
    }
    case 'ReportRemoved':
      reporting.delete(id);
      return;
    case 'ReportSent': {
      const { dueAt, periodName, fileNames } = event;
      const last = { dueAt, at, periodName, fileNames, message: '' };
      Object.assign(must(held, 'a sent report is saved'), {
        settledAt: dueAt,
        failing: null,
        last,
      });
      return;
    }
    case 'ReportNotSent': {
      const { dueAt, periodName, attempt: attempts, message, givenUp } = event;
      const report = must(held, 'a report that failed is saved');
      report.failing = givenUp ? null : { dueAt, periodName, attempts, lastAt: at, message };
      if (!givenUp) return;
      report.settledAt = dueAt;
      report.last = { dueAt, at, periodName, fileNames: null, message };
      return;
    }
  }
}

export const reportingEvolvers = evolversOf<ReportingEvent>(evolveReporting, {
  ReportSaved: true,
  ReportRemoved: true,
  ReportSent: true,
  ReportNotSent: true,
});
