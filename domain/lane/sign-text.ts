import type { LotFile } from '../facility/lot-file.ts';
import type { Minor } from '../kernel/money.ts';
import { minorToDecimal } from '../kernel/money.ts';
import type { RefusalCode } from '../lot/words.ts';
import type { LockedPrice } from '../tariff/dynamic-schema.ts';

/** What a lane sign shows: a few short lines, drivers read them through a windscreen. */
export type SignLines = readonly string[];

const REFUSAL_LINES: Partial<Record<RefusalCode, SignLines>> = {
  'lot-full': ['FULL', 'No suitable slot'],
  'already-inside': ['PLEASE WAIT', 'Plate is already inside'],
  'not-inside': ['PLEASE WAIT', 'Scan your ticket'],
  'plate-blocked': ['NOT ADMITTED', 'Please ask our staff'],
  'membership-suspended': ['PASS SUSPENDED', 'Please ask our staff'],
  'membership-ended': ['PASS ENDED', 'Please take a ticket'],
  'membership-unpaid': ['PASS NOT PAID', 'Please take a ticket'],
  'membership-expired': ['PASS EXPIRED', 'Please take a ticket'],
  'membership-not-now': ['PASS NOT VALID NOW', 'Please take a ticket'],
  'membership-class': ['PASS NOT VALID', 'for this vehicle'],
  'membership-entries': ['ENTRIES USED UP', 'Please take a ticket'],
  'membership-quota': ['PASS IS INSIDE', 'Please ask our staff'],
  'membership-group-full': ['QUOTA USED UP', 'Please take a ticket'],
  'reservation-too-early': ['TOO EARLY', 'Come at your booked time'],
  'reservation-missed': ['BOOKING LAPSED', 'Please take a ticket'],
  'reservation-cancelled': ['BOOKING CANCELLED', 'Please take a ticket'],
  'reservation-used': ['BOOKING USED', 'Please ask our staff'],
  'lane-turning': ['LANE CLOSED', 'Please use another'],
  'printer-not-ready': ['NO TICKETS HERE', 'Please press CALL'],
  'ticket-not-printed': ['NO TICKET PRINTED', 'Press again or CALL'],
  'payment-due': ['PLEASE PAY', 'before you leave'],
  'ticket-expired': ['TICKET TOO OLD', 'Staff are called'],
  'ticket-used': ['TICKET USED', 'Staff are called'],
};

/** Nobody is here: the lot's name, and how many slots are free at an entry. */
export function idleSign(
  lot: LotFile,
  isEntry: boolean,
  free: number,
  price: LockedPrice | null,
): SignLines {
  if (!isEntry) return [lot.name, 'Scan ticket or wait'];
  const priced = price === null ? [] : [priceText(price, lot.currency)];
  return [lot.name, free === 0 ? 'FULL' : `${free} free`, ...priced];
}

/** What the next vehicle locks, as drivers read it. */
export function priceText({ rateMinorPerHour, percent }: LockedPrice, currency: string): string {
  if (rateMinorPerHour !== null)
    return `${currency} ${minorToDecimal(rateMinorPerHour, currency)} / h`;
  return percent === 100 ? 'Usual price' : `Price now ${percent} %`;
}

export function slotSign(slotLabel: string, levelLabel: string): SignLines {
  return ['WELCOME', `Slot ${slotLabel}`, `Level ${levelLabel}`];
}

/** As `slotSign`, where a ticket waits in the printer's mouth. */
export function ticketSign(slotLabel: string, levelLabel: string): SignLines {
  return ['TAKE YOUR TICKET', `Slot ${slotLabel}`, `Level ${levelLabel}`];
}

export function dueSign(dueMinor: Minor, currency: string): SignLines {
  return ['PLEASE PAY', `${currency} ${minorToDecimal(dueMinor, currency)}`];
}

export function refusalSign(code: RefusalCode): SignLines {
  return REFUSAL_LINES[code] ?? ['PLEASE WAIT', 'Staff are called'];
}

export const EVACUATION_SIGN: SignLines = ['LEAVE NOW', 'All gates are open'];
export const TURNING_SIGN: SignLines = ['LANE CLOSED', 'Please use another'];
export const GOODBYE_SIGN: SignLines = ['THANK YOU', 'Drive safely'];
export const PRINTING_SIGN: SignLines = ['PLEASE WAIT', 'Your ticket is printed'];
export const WAIT_SIGN: SignLines = ['PLEASE WAIT', 'Staff check your plate'];
export const DECLINED_SIGN: SignLines = ['NOT ADMITTED', 'Please ask our staff'];
export const OPEN_SIGN: SignLines = ['PLEASE PASS'];
