import { auditList } from './builders/audit.ts';
import { stayList } from './builders/sessions.ts';
import { type LongList, PAGE_ROWS, type Row } from './list-pages.ts';
import type { ReportId } from './reports.ts';
import type { ListMark, ListPage, ReportScope, ReportSource } from './source.ts';

/** Reports of which one table may be longer than anybody holds at once. */
export const LONG_LISTS: Readonly<Partial<Record<ReportId, LongList>>> = {
  sessions: stayList,
  audit: auditList,
};

/** A page of a report's long list; a report without one has none. */
export async function listPage(
  report: ReportId,
  source: ReportSource,
  scope: ReportScope,
  after: ListMark | null,
): Promise<ListPage<Row>> {
  const list = LONG_LISTS[report];
  if (list === undefined) return { rows: [], next: null };
  return list.page(source, scope, { after, limit: PAGE_ROWS });
}
