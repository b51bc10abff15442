import { must } from '#domain/kernel/assert.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { paperWriter } from '#domain/paper/writer.ts';
import type { Receipt } from '#domain/payment/receipt.ts';
import { tariffAt } from '#domain/tariff/book.ts';
import { quote } from '#domain/tariff/quote-of.ts';
import { withCheckSymbol } from '#domain/ticket/number.ts';
import type { PrintedTicket } from '#domain/ticket/printed-ticket.ts';
import { ticketPrice } from '#domain/ticket/ticket-price.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { lotHead } from './lot-head.ts';

const SAMPLE_NUMBER = withCheckSymbol('7K4M9QXT');
const SAMPLE_PLATE = 'AB12CDE';
const STAY_MS = 2 * HOUR_MS + 35 * MINUTE_MS;

/** A ticket as the lot would give it now, of a vehicle that is not there: its code opens nothing. */
export function sampleTicket(service: LotService, at: Instant): PrintedTicket {
  const { lot, holidays, slots } = must(service.state.installed, 'previews are of an open lot');
  const { tariffs } = service.state;
  const vehicleClass = 'car';
  const stay = { entryAt: at, vehicleClass };
  const { tariff } = tariffAt(tariffs, at);
  const context = { holidays, price: tariffs.price, product: null };
  const slot = slots[0];
  const level = lot.levels.find(({ id }) => id === slot?.levelId);
  return {
    ...lotHead(lot),
    number: SAMPLE_NUMBER,
    token: service.tokenOf(SAMPLE_NUMBER, at),
    state: 'valid',
    issuedAt: at,
    vehicleClass,
    plate: SAMPLE_PLATE,
    ...(slot === undefined ? {} : { slotLabel: slot.label }),
    ...(level === undefined ? {} : { levelLabel: level.label }),
    laneLabel: lot.lanes[0]?.label ?? '',
    price: ticketPrice(tariff, stay, context, paperWriter(lot)),
  };
}

/** A receipt for a stay of some hours by the tariff of now. */
export function sampleReceipt(service: LotService, at: Instant): Receipt {
  const { lot, holidays } = must(service.state.installed, 'previews are of an open lot');
  const { tariffs } = service.state;
  const entryAt = at - STAY_MS;
  const { tariff } = tariffAt(tariffs, entryAt);
  const context = { holidays, price: tariffs.price };
  const quoted = quote(tariff, { entryAt, exitAt: at, vehicleClass: 'car' }, context);
  const { totalMinor } = quoted;
  const { terms: _, ...head } = lotHead(lot);
  const taxId = lot.letterhead?.taxId;
  return {
    ...head,
    ...(taxId === undefined ? {} : { taxId }),
    number: 1,
    at,
    kind: 'payment',
    lines: [{ text: 'Parking', amountMinor: totalMinor }],
    netMinor: totalMinor,
    taxes: [],
    totalMinor,
    method: 'cash',
    tenderedMinor: totalMinor,
    cashier: 'asha',
    stay: { ticketNumber: SAMPLE_NUMBER, plate: SAMPLE_PLATE, entryAt, exitAt: at },
    graceUntilAt: at + lot.policies.exitGraceMinutes * MINUTE_MS,
    shiftId: 'shift-1',
  };
}
