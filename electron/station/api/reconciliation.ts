import type { ReconciliationReport } from '#domain/contract/guard.ts';
import type { SessionId } from '#domain/kernel/ids.ts';
import type { ZonedDay } from '#domain/kernel/zoned.ts';
import { reconcile } from '#domain/views/reconciliation.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { installedOf } from './lot-call.ts';

/** The tickets of one calendar day of a lot, with every difference by name. */
export async function reconciliationOf(
  service: LotService,
  { day, startsAt: fromAt, endsAt: toAt }: ZonedDay,
  nowAt: number,
): Promise<ReconciliationReport> {
  const { slots, lot } = installedOf(service);
  const { tickets, marks, openDifference } = await service.views.ledger(fromAt, toAt);
  const runs = nowAt >= fromAt && nowAt < toAt;
  const withoutStay = slots.filter(({ id }) => {
    const held = service.state.slots.get(id);
    return held?.presence === 'occupied' && held.sessionId === null;
  });
  const occupiedWithoutStay = withoutStay.map(({ id }) => id);
  const now = runs ? { openDifference, occupiedWithoutStay } : null;
  const report = reconcile({ fromAt, toAt, tickets, marks, now });
  const numbers = await ticketNumbers(service, report.differences);
  return {
    ...report,
    day,
    currency: lot.currency,
    timeZone: lot.timeZone,
    counts: { ...report.counts },
    differences: report.differences.map((one) => ({
      ...one,
      ticketNumber: numbers.get(one.sessionId ?? '') ?? null,
    })),
    occupiedWithoutStay: runs ? withoutStay.map(({ id, label }) => ({ slotId: id, label })) : null,
  };
}

async function ticketNumbers(
  service: LotService,
  differences: readonly { readonly sessionId: SessionId | null }[],
): Promise<ReadonlyMap<SessionId, string>> {
  const numbers = new Map<SessionId, string>();
  for (const { sessionId } of differences) {
    if (sessionId === null || numbers.has(sessionId)) continue;
    const row = await service.views.session(sessionId);
    if (row !== null) numbers.set(sessionId, row.ticketNumber);
  }
  return numbers;
}
