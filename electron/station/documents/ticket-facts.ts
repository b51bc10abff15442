import type { LaneId, PlateRef, SlotId, TicketNumber } from '#domain/kernel/ids.ts';
import type { Installed } from '#domain/lot/state.ts';
import { paperWriter } from '#domain/paper/writer.ts';
import type { Session } from '#domain/session/session.ts';
import { tariffOfVersion } from '#domain/tariff/book.ts';
import type { PrintedTicket } from '#domain/ticket/printed-ticket.ts';
import { ticketPrice } from '#domain/ticket/ticket-price.ts';
import type { LotService } from '../runtime/lot-service.ts';
import type { SessionRecord } from '../views/queries.ts';
import { lotHead } from './lot-head.ts';

type Reveal = (ref: PlateRef | null) => string | null;

/**
 * What is to stand on a ticket: of a vehicle inside with its token, of a stay that is over without.
 * Null for a number that was never issued here.
 */
export async function ticketFacts(
  service: LotService,
  installed: Installed,
  number: TicketNumber,
  reveal: Reveal,
): Promise<PrintedTicket | null> {
  const sessionId = service.state.byTicket.get(number);
  const session = sessionId === undefined ? undefined : service.state.sessions.get(sessionId);
  if (session !== undefined) return validTicket(service, installed, session, reveal);
  const query = { state: 'all', ticketPrefix: number, limit: 1, offset: 0 } as const;
  const [record] = await service.views.sessions(query);
  return record === undefined ? null : spentTicket(installed, record, reveal);
}

function validTicket(
  service: LotService,
  installed: Installed,
  session: Session,
  reveal: Reveal,
): PrintedTicket {
  const { ticketNumber: number, issuedAt, vehicleClass } = session;
  return {
    ...lotHead(installed.lot),
    ...ofPlace(installed, session.slotId, session.entryLaneId),
    ...ofPlate(reveal(session.plateRef)),
    number,
    token: service.tokenOf(number, issuedAt),
    state: 'valid',
    issuedAt,
    vehicleClass,
    ...priceOf(service, installed, session),
  };
}

/** Contract parkers are not charged by the hour, or not all of their stay. */
function priceOf(service: LotService, { lot, holidays }: Installed, session: Session) {
  const { right, tariffVersion, price, extras, startedAt, issuedAt, vehicleClass } = session;
  if (right.kind !== 'transient') return {};
  const tariff = tariffOfVersion(service.state.tariffs, tariffVersion);
  const context = { holidays, price, product: extras.product };
  const stay = { entryAt: startedAt ?? issuedAt, vehicleClass };
  return { price: ticketPrice(tariff, stay, context, paperWriter(lot)) };
}

function spentTicket(installed: Installed, record: SessionRecord, reveal: Reveal): PrintedTicket {
  const { ticketNumber: number, entryAt, exitAt, vehicleClass, state } = record;
  return {
    ...lotHead(installed.lot),
    ...ofPlace(installed, record.slotId, record.entryLaneId),
    ...ofPlate(reveal(record.plateRef)),
    number,
    token: null,
    state: state === 'void' ? 'void' : 'used',
    issuedAt: entryAt,
    ...(exitAt === null ? {} : { exitAt }),
    vehicleClass,
  };
}

function ofPlate(plate: string | null) {
  return plate === null ? {} : { plate };
}

/** Where to drive. A lot of one level needs no level; what was taken out of the lot since has no name. */
function ofPlace(installed: Installed, slotId: SlotId | null, laneId: LaneId) {
  const { lot, slots, slotIndex, lanes } = installed;
  const slot = slotId === null ? undefined : slots[slotIndex.get(slotId) ?? -1];
  const level =
    lot.levels.length > 1 ? lot.levels.find(({ id }) => id === slot?.levelId) : undefined;
  const lane = lanes.get(laneId);
  return {
    ...(slot === undefined ? {} : { slotLabel: slot.label }),
    ...(level === undefined ? {} : { levelLabel: level.label }),
    ...(lane === undefined ? {} : { laneLabel: lane.label }),
  };
}
