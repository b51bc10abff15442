import type { SavedReportInput, SavedReportRow } from '#domain/contract/saved-reports.ts';
import { savedReportInput } from '#domain/contract/saved-reports.ts';
import { LONG_STAY_DAYS } from '#domain/reports/long-stay.ts';
import type { ReportId, ReportPeriodKind } from '#domain/reports/reports.ts';
import { t } from '../../../strings/index.ts';

const words = t.savedReports.form;

export type FileFormat = 'csv' | 'xlsx' | 'pdf';

/** What the form holds. */
export interface SavedDraft {
  readonly name: string;
  readonly report: ReportId;
  readonly period: ReportPeriodKind;
  readonly compare: SavedReportInput['compare'];
  readonly lots: readonly string[];
  readonly olderThanDays: number;
  readonly isSent: boolean;
  readonly time: string;
  readonly formats: readonly FileFormat[];
  readonly folder: string;
  readonly mailText: string;
  readonly paused: boolean;
}

/** What is being looked at, to be saved as it is. */
export type Shown = Partial<
  Pick<SavedDraft, 'report' | 'period' | 'compare' | 'lots' | 'olderThanDays'>
>;

export function savedDraft(saved: SavedReportRow | null, shown: Shown = {}): SavedDraft {
  const terms = saved?.terms;
  const schedule = terms?.schedule ?? null;
  return {
    name: terms?.name ?? '',
    report: terms?.report ?? shown.report ?? 'revenue',
    period: terms?.period ?? shown.period ?? 'day',
    compare: terms?.compare ?? shown.compare ?? 'none',
    lots: terms?.lots ?? shown.lots ?? [],
    olderThanDays: terms?.olderThanDays ?? shown.olderThanDays ?? LONG_STAY_DAYS.usual,
    isSent: schedule !== null,
    time: schedule?.time ?? '06:30',
    formats: schedule?.formats ?? ['pdf', 'xlsx'],
    folder: schedule?.folder ?? '',
    mailText: (schedule?.mailTo ?? []).join(', '),
    paused: schedule?.paused ?? false,
  };
}

export type CheckedDraft =
  | { readonly ok: true; readonly terms: SavedReportInput }
  | { readonly ok: false; readonly problems: ReadonlyMap<string, string> };

/** The draft as the station takes it, or what is wrong by the names of the fields. */
export function checkSaved(draft: SavedDraft): CheckedDraft {
  const { name, report, period, compare, lots, olderThanDays } = draft;
  const mailTo = draft.mailText
    .split(/[,;\s]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const folder = draft.folder.trim();
  const schedule = draft.isSent
    ? {
        time: draft.time,
        formats: [...draft.formats],
        folder: folder === '' ? null : folder,
        mailTo,
        paused: draft.paused,
      }
    : null;
  const checked = savedReportInput.safeParse({
    name,
    report,
    period,
    compare,
    lots: [...lots],
    olderThanDays,
    schedule,
  });
  if (checked.success) return { ok: true, terms: checked.data };
  const problems = new Map<string, string>();
  for (const { path, message } of checked.error.issues) {
    const [first, second, third] = path;
    const field = first === 'schedule' ? String(second) : String(first);
    if (field === 'mailTo') problems.set(field, words.badMail(mailTo[Number(third)] ?? ''));
    else if (field === 'formats') problems.set(field, words.noFormat);
    else if (field === 'folder' && folder === '') problems.set(field, words.nowhere);
    else problems.set(field, message);
  }
  return { ok: false, problems };
}
