import type { ReportSource } from '../reports/source.ts';

/** Asks a source the same question once: rules share most of what they look at. */
export function remembering(source: ReportSource): ReportSource {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(key: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    // A key is one question, and a question has one kind of answer.
    const known = answers.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const asked = ask();
    answers.set(name, asked);
    return asked;
  };
  return {
    lot: source.lot,
    facts: (measure, { fromAt, toAt }, grain) =>
      once(['facts', measure, fromAt, toAt, grain], () =>
        source.facts(measure, { fromAt, toAt }, grain),
      ),
    occupancy: ({ fromAt, toAt }, grain, series) =>
      once(['occupancy', fromAt, toAt, grain, series], () =>
        source.occupancy({ fromAt, toAt }, grain, series),
      ),
    listed: (...asked) => source.listed(...asked),
    ledger: (span) => source.ledger(span),
    deferrals: (span) => source.deferrals(span),
    shifts: (span) => source.shifts(span),
    providerReceipts: (span) => source.providerReceipts(span),
    shopFigures: (span) => source.shopFigures(span),
    stays: (...asked) => source.stays(...asked),
    staySums: (span) => source.staySums(span),
    openStays: (...asked) => source.openStays(...asked),
    audit: (query) => source.audit(query),
    auditSums: (query) => source.auditSums(query),
    slotUse: (span) => source.slotUse(span),
    groupShares: () => source.groupShares(),
  };
}
