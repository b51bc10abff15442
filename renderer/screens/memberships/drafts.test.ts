import { describe, expect, test } from 'vitest';
import { planTerms } from '#domain/membership/samples.testing.ts';
import { createFormat } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { draftOf, problemsOf } from './member-draft.ts';
import { checkPlan, planDraft } from './plan-draft.ts';
import { planWords, priceWords } from './plan-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London', currency: 'GBP' });
const { form, plans } = t.membership;

describe('a member as typed', () => {
  const good = { ...draftOf(null), holder: 'A', planId: 'p', plates: ['AB12 CDE'] };
  const problems = (change: object) =>
    problemsOf({ ...good, ...change }, planTerms({ platesMax: 2 }), '2026-03-02');

  test('what is right can be sent', () => {
    expect(problems({})).toEqual({});
    expect(problems({ granted: true, grantReason: 'invoice', startDay: '2026-03-02' })).toEqual({});
  });

  test.each([
    ['no name', { holder: ' ' }, { holder: form.holderNeeded }],
    ['a card number as name', { holder: '4111 1111 1111 1111' }, { holder: form.cardNumber }],
    ['a payment card', { cards: ['4111111111111111'] }, { cards: form.cardNumber }],
    ['no plate', { plates: ['AB1', '???'] }, { plates: form.plateBad('???') }],
    ['too many plates', { plates: ['AA1', 'AA2', 'AA3'] }, { plates: form.platesTooMany('2') }],
    ['a past day', { startDay: '2026-03-01' }, { start: form.startBad }],
    ['no reason', { granted: true, grantReason: 'x' }, { grant: form.grantNeeded }],
  ])('%s', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  test('no plan', () => {
    expect(problemsOf(good, null, '2026-03-02')).toEqual({ plan: form.planNeeded });
  });
});

describe('a plan as typed', () => {
  test.each([
    { rights: { kind: 'unlimited' } },
    { rights: { kind: 'entries', count: 3, per: 'all' } },
    { rights: { kind: 'hours', hours: 12 } },
    { rights: { kind: 'prepaid', lowBalanceMinor: 250 }, period: 'open', priceMinor: 0 },
    { beyond: 'debt', debtLimitMinor: 1_234, insideMax: 3, antiPassback: 'soft' },
    { rights: { kind: 'windows', windows: [{ days: ['sat'], from: '22:00', to: '06:00' }] } },
  ] as const)('terms stay as they are through the form: %j', (change) => {
    const terms = planTerms(change as never);
    expect(checkPlan(planDraft(terms, format), format)).toEqual({ ok: true, terms });
  });

  const wrong = (change: object) => {
    const checked = checkPlan({ ...planDraft(planTerms(), format), ...change }, format);
    return checked.ok ? {} : Object.fromEntries(checked.problems);
  };
  test.each([
    ['a card number', { name: '4111 1111 1111 1111' }, { name: t.faults['card-number'] }],
    ['no name', { name: ' ' }, { name: plans.needed }],
    ['no price', { priceText: '' }, { priceMinor: plans.needed }],
    ['a price that is none', { priceText: 'abc' }, { priceMinor: plans.needed }],
    ['no class', { vehicleClasses: [] }, { vehicleClasses: plans.classNeeded }],
    [
      'no day and no time',
      { kind: 'windows', windows: [{ days: [], from: '7', to: '19:00' }] },
      { 'rights.windows.0.days': plans.daysNeeded, 'rights.windows.0.from': plans.timeBad },
    ],
  ])('%s', (_, change, expected) => {
    expect(wrong(change)).toEqual(expected);
  });

  test('debts without a limit', () => {
    expect(Object.keys(wrong({ beyond: 'debt', debtText: '' }))).toEqual(['debtLimitMinor']);
  });
});

test('a plan in words', () => {
  const rights = {
    kind: 'windows',
    windows: [{ days: ['mon', 'tue', 'wed', 'sat', 'sun'], from: '07:00', to: '19:00' }],
  } as const;
  const terms = planTerms({ rights: { ...rights, windows: [...rights.windows] } as never });
  expect(planWords(terms, format)).toBe(
    'Mon–Wed, Sat, Sun 07:00–19:00 · one inside at once · 3 days of grace',
  );
  expect(priceWords(terms, format)).toBe('£50.00 a month');
  expect(priceWords(planTerms({ period: 'open', priceMinor: 0 }), format)).toBe('No fee');
});
