import { useMemo } from 'react';
import type { Cell, ReportDocument, ValueKind } from '#domain/reports/document.ts';
import { humanWriter, type Writing } from '#domain/reports/format.ts';
import { writingOf } from '#domain/reports/report-csv.ts';

export type Write = (kind: ValueKind, value: Cell) => string;

/** Writes a report's values as its lot writes them. */
export function useWrite(document: ReportDocument): Write {
  return useLotWrite(writingOf(document));
}

/** Writes values as a lot writes them. */
export function useLotWrite({ timeZone, currency, locale }: Writing): Write {
  return useMemo(() => humanWriter({ timeZone, currency, locale }), [timeZone, currency, locale]);
}
