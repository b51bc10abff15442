import type { SessionRow } from '#domain/contract/traffic.ts';
import type { PlateRef } from '#domain/kernel/ids.ts';
import type { Session } from '#domain/session/session.ts';
import type { LotService } from '../runtime/lot-service.ts';
import type { SessionRecord } from '../views/queries.ts';

type Reveal = (ref: PlateRef | null) => string | null;

/** A session of the read model as callers see it. */
export function sessionRow(record: SessionRecord, service: LotService, reveal: Reveal): SessionRow {
  const { plateRef, ...rest } = record;
  return { ...rest, plate: reveal(plateRef), slotLabel: slotLabel(service, record.slotId) };
}

/** A session that is still in the lot, straight from the lot's state. */
export function liveRow(session: Session, service: LotService, reveal: Reveal): SessionRow {
  return {
    id: session.id,
    ticketNumber: session.ticketNumber,
    state: session.startedAt === null ? 'entering' : 'inside',
    plate: reveal(session.plateRef),
    vehicleClass: session.vehicleClass,
    slotId: session.slotId,
    slotLabel: slotLabel(service, session.slotId),
    entryLaneId: session.entryLaneId,
    exitLaneId: null,
    entryAt: session.startedAt ?? session.issuedAt,
    exitAt: null,
    paidMinor: session.paidMinor,
  };
}

/** The label painted on a slot, or null without one. */
export function slotLabel({ state }: LotService, slotId: string | null): string | null {
  const index = slotId === null ? undefined : state.installed?.slotIndex.get(slotId);
  return index === undefined ? null : (state.installed?.slots[index]?.label ?? null);
}
