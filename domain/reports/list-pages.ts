import type { Cell } from './document.ts';
import type { ListPage, PageAsked, ReportProgress, ReportScope, ReportSource } from './source.ts';
import { reportWords } from './words.ts';

/** Rows read at a time: long enough to be quick, short enough that others get their turn. */
export const PAGE_ROWS = 2_000;

export type Row = readonly Cell[];

/** A table that may have any number of rows: it is read a page at a time. */
export interface LongList {
  readonly sectionId: string;
  readonly page: (
    source: ReportSource,
    scope: ReportScope,
    asked: PageAsked,
  ) => Promise<ListPage<Row>>;
}

/** The first rows of a list, as many as the report may hold. */
export async function firstRows(
  list: LongList,
  source: ReportSource,
  scope: ReportScope,
  progress: ReportProgress,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: PageAsked['after'] = null;
  while (rows.length < scope.listedMost) {
    const limit = Math.min(PAGE_ROWS, scope.listedMost - rows.length);
    const page: ListPage<Row> = await list.page(source, scope, { after, limit });
    rows.push(...page.rows);
    progress(rows.length / scope.listedMost);
    after = page.next;
    if (after === null) break;
  }
  return rows;
}

/** What to say of a list that goes on behind its last row here; nothing of one that is whole. */
export function cutNote(title: string, shown: number, all: number): readonly string[] {
  return shown === 0 || shown >= all ? [] : [reportWords.cut(title, shown, all)];
}
