import { minorToDecimal } from '#domain/kernel/money.ts';
import { CARD_NUMBER } from '#domain/payment/free-text.ts';
import {
  type ShopLimit,
  type ShopOffer,
  type ShopTerms,
  shopTermsSchema,
} from '#domain/validation/shop.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** An offer while somebody types; its value is still text. */
export interface OfferDraft {
  readonly id: string;
  readonly kind: ShopOffer['kind'];
  readonly valueText: string;
  readonly label: string;
  readonly active: boolean;
}

export interface LimitDraft {
  readonly countText: string;
  readonly valueText: string;
}

/** What the shop's form holds while somebody types. */
export interface ShopDraft {
  readonly name: string;
  readonly active: boolean;
  readonly offers: readonly OfferDraft[];
  readonly perDay: LimitDraft;
  readonly perMonth: LimitDraft;
  readonly settlementNote: string;
}

/** Ids of offers stay as they are, since printed codes name them; a new one takes the next number. */
export function newOffer(offers: readonly OfferDraft[]): OfferDraft {
  const numbers = offers.map(({ id }) => Number(/^offer-(\d+)$/u.exec(id)?.[1] ?? 0));
  const id = `offer-${Math.max(0, ...numbers) + 1}`;
  return { id, kind: 'minutes', valueText: '60', label: '', active: true };
}

export function shopDraft(terms: ShopTerms | null, { currency }: Format): ShopDraft {
  const money = (minor: number) => minorToDecimal(minor, currency);
  const limit = ({ countMax, valueMaxMinor }: ShopLimit): LimitDraft => ({
    countText: countMax === null ? '' : String(countMax),
    valueText: valueMaxMinor === null ? '' : money(valueMaxMinor),
  });
  const none = { countMax: null, valueMaxMinor: null };
  return {
    name: terms?.name ?? '',
    active: terms?.active ?? true,
    offers: terms?.offers.map(({ id, kind, value, label, active }) => ({
      id,
      kind,
      valueText: kind === 'amount' ? money(value) : String(value),
      label,
      active,
    })) ?? [newOffer([])],
    perDay: limit(terms?.perDay ?? none),
    perMonth: limit(terms?.perMonth ?? none),
    settlementNote: terms?.settlementNote ?? '',
  };
}

/** The terms that a draft stands for, or what is wrong with it by the path of the field. */
export type Checked =
  | { readonly ok: true; readonly terms: ShopTerms }
  | { readonly ok: false; readonly problems: ReadonlyMap<string, string> };

export function checkShop(draft: ShopDraft, format: Format): Checked {
  const limit = ({ countText, valueText }: LimitDraft) => ({
    countMax: countText.trim() === '' ? null : Number(countText),
    valueMaxMinor: valueText.trim() === '' ? null : moneyOf(valueText, format),
  });
  const parsed = shopTermsSchema.safeParse({
    name: draft.name,
    active: draft.active,
    offers: draft.offers.map(({ valueText, ...offer }) => ({
      ...offer,
      value: offer.kind === 'amount' ? moneyOf(valueText, format) : Number(valueText),
    })),
    perDay: limit(draft.perDay),
    perMonth: limit(draft.perMonth),
    settlementNote: draft.settlementNote,
  });
  if (parsed.success) return { ok: true, terms: parsed.data };
  const problems = new Map<string, string>();
  for (const { path, message } of parsed.error.issues)
    problems.set(
      path.join('.'),
      message === CARD_NUMBER ? t.faults['card-number'] : wordsFor(path, draft.offers),
    );
  return { ok: false, problems };
}

/** What is no amount is none: the schema then says that a number is needed. */
const moneyOf = (text: string, format: Format) => format.parseMoney(text) ?? Number.NaN;

function wordsFor(path: readonly PropertyKey[], offers: readonly OfferDraft[]): string {
  const words = t.validation.form;
  const field = path.at(-1);
  if (field === 'name') return words.nameMissing;
  if (field === 'label') return words.labelMissing;
  const offer = path[0] === 'offers' ? offers[Number(path[1])] : undefined;
  if (offer?.kind === 'percent' && Number(offer.valueText) > 100) return words.percentMax;
  if (offer?.kind === 'minutes' && Number(offer.valueText) > 1) return words.minutesMax;
  return words.valueMissing;
}
