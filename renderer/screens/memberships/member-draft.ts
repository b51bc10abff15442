import type { MembershipDetail } from '#domain/contract/memberships.ts';
import type { PlanTerms } from '#domain/membership/plan.ts';
import { looksLikeCardNumber } from '#domain/payment/card-number.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import { t } from '../../strings/index.ts';

/** What the form holds while somebody types. */
export interface MemberDraft {
  readonly holder: string;
  readonly contact: string;
  readonly planId: string | null;
  readonly groupId: string | null;
  readonly plates: readonly string[];
  readonly cards: readonly string[];
  /** `YYYY-MM-DD`; empty for today. */
  readonly startDay: string;
  readonly granted: boolean;
  readonly grantReason: string;
}

export function draftOf(member: MembershipDetail | null): MemberDraft {
  return {
    holder: member?.holder ?? '',
    contact: member?.contact ?? '',
    planId: member?.planId ?? null,
    groupId: member?.groupId ?? null,
    plates: member?.plates ?? [],
    cards: member?.cards ?? [],
    startDay: '',
    granted: false,
    grantReason: '',
  };
}

type Field = 'holder' | 'contact' | 'plan' | 'plates' | 'cards' | 'start' | 'grant';
const REASON_MIN_CHARS = 3;

const { form } = t.membership;

/** What is wrong with a draft, by field; empty when it can be sent. */
export function problemsOf(
  draft: MemberDraft,
  terms: PlanTerms | null,
  today: string,
): Partial<Record<Field, string>> {
  const { holder, contact, plates, cards, startDay, granted, grantReason } = draft;
  const badPlate = plates.find((plate) => normalisePlate(plate) === null);
  const tooMany = terms !== null && plates.length > terms.platesMax;
  const isNumber = (text: string) => looksLikeCardNumber(text);
  return {
    ...(holder.trim() === '' && { holder: form.holderNeeded }),
    ...(isNumber(holder) && { holder: form.cardNumber }),
    ...(isNumber(contact) && { contact: form.cardNumber }),
    ...(terms === null && { plan: form.planNeeded }),
    ...(tooMany && { plates: form.platesTooMany(String(terms.platesMax)) }),
    ...(badPlate !== undefined && { plates: form.plateBad(badPlate) }),
    ...(cards.some(isNumber) && { cards: form.cardNumber }),
    ...(startDay !== '' && startDay < today && { start: form.startBad }),
    ...(granted && grantReason.trim().length < REASON_MIN_CHARS && { grant: form.grantNeeded }),
  };
}
