import type { PlateRef } from '#domain/kernel/ids.ts';
import type { LotService } from '../runtime/lot-service.ts';

/** Vehicles inside are found by a part of their plate, vehicles that have left by the whole of it. */
export function plateRefsOf(service: LotService, part: string): readonly PlateRef[] {
  const whole = service.refOf(part);
  const refs = new Set(service.searchPlates(part));
  if (whole !== null) refs.add(whole);
  return [...refs];
}

/** A token that holds gives its whole number; anything else is taken for the beginning of one. */
export function ticketPrefixOf(service: LotService, text: string): string {
  const claim = service.claimOf(text);
  return claim.ok ? claim.number : asTyped(text);
}

/** The beginning of a ticket number as people type it: any case, O for 0, I or L for 1. */
function asTyped(text: string): string {
  const symbols = text.replace(/[\s-]/g, '').toUpperCase();
  return symbols.replaceAll('O', '0').replace(/[IL]/g, '1');
}
