import type { VehicleClass } from '#domain/facility/kinds.ts';
import { VEHICLE_CLASSES } from '#domain/facility/kinds.ts';
import { minorToDecimal } from '#domain/kernel/money.ts';
import {
  type PlanKind,
  type PlanPeriod,
  type PlanTerms,
  planTermsSchema,
  type RightsWindow,
} from '#domain/membership/plan.ts';
import { CARD_NUMBER } from '#domain/payment/free-text.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** What the plan's form holds while somebody types; amounts are still text. */
export interface PlanDraft {
  readonly name: string;
  readonly kind: PlanKind;
  readonly windows: readonly RightsWindow[];
  readonly count: number;
  readonly per: 'month' | 'period' | 'all';
  readonly hours: number;
  readonly lowText: string;
  readonly period: PlanPeriod;
  readonly priceText: string;
  readonly vehicleClasses: readonly VehicleClass[];
  readonly platesMax: number;
  readonly insideMax: number;
  readonly graceDays: number;
  readonly remindDays: number;
  readonly transientOutside: boolean;
  readonly beyond: 'pay' | 'debt';
  readonly debtText: string;
  readonly antiPassback: 'lot' | 'hard' | 'soft';
}

/** What the parts of the plan's form share. */
export interface PlanFields {
  readonly draft: PlanDraft;
  readonly change: (part: Partial<PlanDraft>) => void;
  /** What is wrong with a field of the terms, or null. */
  readonly wrong: (path: string) => string | null;
}

export const WORKDAYS: RightsWindow = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '07:00',
  to: '19:00',
};

export function planDraft(terms: PlanTerms | null, { currency }: Format): PlanDraft {
  const rights = terms?.rights ?? ({ kind: 'unlimited' } as const);
  const text = (amountMinor: number) => minorToDecimal(amountMinor, currency);
  return {
    name: terms?.name ?? '',
    kind: rights.kind,
    windows: rights.kind === 'windows' ? rights.windows : [WORKDAYS],
    count: rights.kind === 'entries' ? rights.count : 10,
    per: rights.kind === 'entries' ? rights.per : 'month',
    hours: rights.kind === 'hours' ? rights.hours : 40,
    lowText: rights.kind === 'prepaid' ? text(rights.lowBalanceMinor) : '',
    period: terms?.period ?? 'month',
    priceText: terms === null || terms.priceMinor === 0 ? '' : text(terms.priceMinor),
    vehicleClasses: terms?.vehicleClasses ?? VEHICLE_CLASSES,
    platesMax: terms?.platesMax ?? 2,
    insideMax: terms?.insideMax ?? 1,
    graceDays: terms?.graceDays ?? 3,
    remindDays: terms?.remindDays ?? 14,
    transientOutside: terms?.transientOutside ?? true,
    beyond: terms?.beyond ?? 'pay',
    debtText: terms === null || terms.debtLimitMinor === 0 ? '' : text(terms.debtLimitMinor),
    antiPassback: terms?.antiPassback ?? 'lot',
  };
}

/** The terms that a draft stands for, or what is wrong with it by the path of the field. */
export type Checked =
  | { readonly ok: true; readonly terms: PlanTerms }
  | { readonly ok: false; readonly problems: ReadonlyMap<string, string> };

const words = t.membership.plans;

export function checkPlan(draft: PlanDraft, format: Format): Checked {
  const price = draft.period === 'open' ? 0 : amountOf(draft.priceText, format);
  const parsed = planTermsSchema.safeParse({
    name: draft.name,
    rights: rightsOf(draft, format),
    period: draft.period,
    priceMinor: price,
    vehicleClasses: [...draft.vehicleClasses],
    platesMax: draft.platesMax,
    insideMax: draft.insideMax,
    graceDays: draft.graceDays,
    remindDays: draft.remindDays,
    transientOutside: draft.transientOutside,
    beyond: draft.beyond,
    debtLimitMinor: draft.beyond === 'debt' ? amountOf(draft.debtText, format) : 0,
    antiPassback: draft.antiPassback,
  });
  if (parsed.success) return { ok: true, terms: parsed.data };
  const problems = new Map<string, string>();
  for (const { path, message } of parsed.error.issues)
    problems.set(
      path.join('.'),
      message === CARD_NUMBER ? t.faults['card-number'] : wordsFor(path),
    );
  return { ok: false, problems };
}

/** An empty amount is none: the schema then says that one is needed. */
function amountOf(text: string, format: Format): number | null {
  return text.trim() === '' ? null : format.parseMoney(text);
}

function rightsOf(draft: PlanDraft, format: Format): unknown {
  const { kind, windows, count, per, hours, lowText } = draft;
  switch (kind) {
    case 'unlimited':
      return { kind };
    case 'windows':
      return { kind, windows: windows.map((window) => ({ ...window, days: [...window.days] })) };
    case 'entries':
      return { kind, count, per };
    case 'hours':
      return { kind, hours };
    case 'prepaid':
      return { kind, lowBalanceMinor: amountOf(lowText, format) ?? 0 };
  }
}

function wordsFor(path: readonly PropertyKey[]): string {
  const field = path.find((part) => typeof part === 'string' && FIELD_WORDS.has(part));
  return (typeof field === 'string' ? FIELD_WORDS.get(field) : undefined) ?? words.needed;
}

const FIELD_WORDS: ReadonlyMap<string, string> = new Map([
  ['days', words.daysNeeded],
  ['from', words.timeBad],
  ['to', words.timeBad],
  ['vehicleClasses', words.classNeeded],
  ['debtLimitMinor', words.debtNeeded],
]);
