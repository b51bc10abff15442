import type { Instant } from '../../kernel/instant.ts';
import type { Membership } from '../../membership/membership.ts';
import type { ShownOffline } from '../command/offline.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { endedCode } from './reservation-state.ts';

/** The membership that was shown, by its pass, a card or a plate. */
export function memberShown(
  { memberships: book }: LotState,
  { claim, cardRef, plateRef }: ShownOffline,
): Membership | null {
  const id =
    (claim?.ok ? book.byNumber.get(claim.number) : undefined) ??
    (cardRef === null ? undefined : book.byCard.get(cardRef)) ??
    (plateRef === null ? undefined : book.byPlate.get(plateRef));
  return (id === undefined ? undefined : book.memberships.get(id)) ?? null;
}

/** Why what opened a lane opens it no more: a right that ended meanwhile, or none that there ever was. */
export function lostRight(
  { memberships, reservations }: LotState,
  { plateRef }: ShownOffline,
): RefusalCode {
  if (plateRef === null) return 'no-right';
  for (const { state, plateRefs } of memberships.memberships.values())
    if (state === 'ended' && plateRefs.includes(plateRef)) return 'membership-ended';
  let code: RefusalCode = 'no-right';
  for (const id of reservations.ended) {
    const one = reservations.reservations.get(id);
    if (one?.plateRef === plateRef) code = endedCode(one) ?? code;
  }
  return code;
}

/** Whose vehicle it is, as `vehicleKey` names it and as far as what was shown tells; null for what tells nothing. */
function subjectShown(state: LotState, shown: ShownOffline): string | null {
  const member = memberShown(state, shown);
  if (member !== null) return `membership ${member.id}`;
  if (shown.claim?.ok) return `ticket ${shown.claim.number}`;
  return shown.plateRef === null ? null : `plate ${shown.plateRef}`;
}

/**
 * Whether it is known how a vehicle that came in at an instant has left since: an exit after it waits, or
 * its own exit was taken for that of the stay before, whose exit waits instead.
 */
export function hasLeftSince(state: LotState, shown: ShownOffline, at: Instant): boolean {
  const subject = subjectShown(state, shown);
  if (subject === null) return false;
  const taken = state.lateExits.get(subject);
  const isTaken = taken !== undefined && taken.startedAt <= at && at <= taken.endedAt;
  const fromAt = isTaken ? taken.startedAt : at;
  for (const { done, happenedAt } of state.waiting.values())
    if (done.kind === 'left' && happenedAt >= fromAt && subjectShown(state, done.shown) === subject)
      return true;
  return false;
}
