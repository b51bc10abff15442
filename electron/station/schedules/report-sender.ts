import { must } from '#domain/kernel/assert.ts';
import { zonedIso } from '#domain/kernel/zoned.ts';
import type { ReportRun } from '#domain/reporting/runs.ts';
import type { SavedReport, SavedReportTerms } from '#domain/reporting/saved-report.ts';
import { reportWords } from '#domain/reports/words.ts';
import type { LotService } from '../runtime/lot-service.ts';
import type { MailFile, SendMail } from './mailer.ts';
import { writeReports } from './report-folder.ts';

/** Makes the files of a saved report; plates are masked, since they leave the station. */
export type MakeReportFiles = (
  service: LotService,
  terms: SavedReportTerms,
  run: Pick<ReportRun, 'period'>,
) => Promise<readonly MailFile[]>;

export interface SenderParts {
  readonly makeFiles: MakeReportFiles;
  /** Null where e-mail is not set up. */
  readonly sendMail: SendMail | null;
  /** The one folder that reports are written below. */
  readonly folder: string;
}

/**
 * Makes a report and brings it to all its places. To do it again is harmless: files of the same name are
 * replaced, and the mail carries the same id.
 * @throws Error with a sentence about what stands in the way
 * @returns the names of the files
 */
export async function sendReport(
  parts: SenderParts,
  service: LotService,
  saved: SavedReport,
  run: ReportRun,
): Promise<readonly string[]> {
  const { schedule } = saved.terms;
  const { folder, mailRefs } = must(schedule, 'a report that is sent has a schedule');
  const files = await parts.makeFiles(service, saved.terms, run);
  if (folder !== null) await writeReports(parts.folder, folder, files);
  if (mailRefs.length > 0) await mailReport(parts.sendMail, service, saved, run, files);
  return files.map(({ name }) => name);
}

async function mailReport(
  sendMail: SendMail | null,
  service: LotService,
  saved: SavedReport,
  { dueAt, period }: ReportRun,
  files: readonly MailFile[],
): Promise<void> {
  if (sendMail === null) throw new Error('e-mail is not set up: config.json has no "mail"');
  const { schedule, name, report } = saved.terms;
  const to = (schedule?.mailRefs ?? []).flatMap((ref) => service.reveal(ref) ?? []);
  if (to.length === 0) throw new Error('every address of this report has been erased');
  const lot = must(service.state.installed, 'a lot with reports is open').lot;
  const title = reportWords.titles[report];
  await sendMail({
    id: `${service.lotId}.${saved.id}.${dueAt}`,
    to,
    subject: `${lot.name}: ${name}, ${period.name}`,
    text: [
      `${title} of ${lot.name}, ${period.name}.`,
      '',
      `Sent by Gatehouse as it was scheduled by ${saved.savedBy} for ${zonedIso(dueAt, lot.timeZone)}.`,
      'To stop it, pause or remove the saved report in the console, under Reports.',
      '',
    ].join('\n'),
    files,
  });
}
