import { ATTEMPTS_MAX } from '../../reporting/runs.ts';
import { SAVED_REPORTS_MAX } from '../../reporting/saved-report.ts';
import type { ReportingCommand } from '../command/reporting.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

function decideSave({ reporting }: LotState, command: CommandOf<'SaveReport'>): Decision {
  const { savedReportId, terms } = command;
  const held = savedReportId === null ? undefined : reporting.get(savedReportId);
  if (savedReportId !== null && held === undefined)
    return refused('saved-report-unknown', savedReportId);
  for (const { id, terms: other } of reporting.values())
    if (id !== savedReportId && isSameName(other.name, terms.name))
      return refused('saved-report-name-taken', terms.name);
  if (held === undefined && reporting.size >= SAVED_REPORTS_MAX)
    return refused('saved-reports-too-many');
  if (held !== undefined && JSON.stringify(held.terms) === JSON.stringify(terms)) return NOTHING;
  return happened({
    type: 'ReportSaved',
    savedReportId: savedReportId ?? idFrom(command, 'rp'),
    terms,
  });
}

function decideRemove({ reporting }: LotState, command: CommandOf<'RemoveReport'>): Decision {
  const { savedReportId } = command;
  const held = reporting.get(savedReportId);
  if (held === undefined) return refused('saved-report-unknown', savedReportId);
  return happened({ type: 'ReportRemoved', savedReportId, name: held.terms.name });
}

function decideNote({ reporting }: LotState, command: CommandOf<'NoteReportRun'>): Decision {
  const { savedReportId, dueAt, periodName, outcome } = command;
  const held = reporting.get(savedReportId);
  if (held === undefined) return refused('saved-report-unknown', savedReportId);
  if (dueAt <= held.settledAt) return refused('report-run-over');
  const run = { savedReportId, name: held.terms.name, dueAt, periodName };
  if (outcome.ok) return happened({ type: 'ReportSent', ...run, fileNames: outcome.fileNames });
  const before = held.failing?.dueAt === dueAt ? held.failing.attempts : 0;
  const attempt = before + 1;
  const givenUp = attempt >= ATTEMPTS_MAX;
  return happened({ type: 'ReportNotSent', ...run, attempt, message: outcome.message, givenUp });
}

const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

export const reportingDeciders: Deciders<ReportingCommand> = {
  SaveReport: decideSave,
  RemoveReport: decideRemove,
  NoteReportRun: decideNote,
};
