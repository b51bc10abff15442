import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const india = createFormat({ locale: 'en-IN', timeZone: 'Asia/Kolkata', currency: 'INR' });
const german = createFormat({ locale: 'de-DE', timeZone: 'Europe/Berlin', currency: 'EUR' });
const at = Date.parse('2026-11-22T20:35:09Z');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

describe('a lot’s way of writing', () => {
  it('writes money from whole minor units', () => {
    expect(india.money(123_456_789)).toBe('₹12,34,567.89');
    expect(plain(german.money(-1_234_50))).toBe('-1.234,50 €');
    expect(india.moneyShort(12_000)).toBe('₹120');
    expect(india.moneyShort(12_050)).toBe('₹120.50');
    expect(
      createFormat({ locale: 'ja-JP', timeZone: 'Asia/Tokyo', currency: 'JPY' }).money(500),
    ).toMatch(/500$/u);
  });

  it('tells the time at the lot, whatever the computer’s own zone', () => {
    expect(india.timeSeconds(at)).toBe('02:05:09');
    expect(german.time(at)).toBe('21:35');
    expect(india.dayOf(at)).toBe('2026-11-23');
    expect(german.dayOf(at)).toBe('2026-11-22');
  });

  it('adds the date only on another day', () => {
    expect(german.timeOn(at, at)).toBe('21:35');
    expect(german.timeOn(at - 86_400_000, at)).toContain('21');
    expect(german.timeOn(at - 86_400_000, at)).not.toBe('21:35');
  });

  it('says durations in the unit that matters', () => {
    expect(india.duration(30_000)).toBe('under a minute');
    expect(india.duration(61_000)).toBe('1 min');
    expect(india.duration(3_600_000 * 2 + 60_000 * 5)).toBe('2 h 5 min');
    expect(india.duration(86_400_000 + 3_600_000 * 3)).toBe('1 d 3 h');
  });

  it('falls back to English for a locale that is none', () => {
    expect(createFormat({ locale: '!!', timeZone: 'UTC', currency: 'GBP' }).money(100)).toBe(
      '£1.00',
    );
  });
});

describe('typed money', () => {
  it.each([
    ['500', 50_000],
    ['₹ 1,234.5', 123_450],
    ['0.05', 5],
    ['12.', 1_200],
  ])('reads %s', (text, minor) => {
    expect(india.parseMoney(text)).toBe(minor);
  });

  it('follows the locale’s decimal sign', () => {
    expect(german.parseMoney('1.234,50 €')).toBe(123_450);
    expect(german.parseMoney('5,5')).toBe(550);
  });

  it.each(['', 'abc', '-5', '1.234', '99999999999', '1.2.3'])('turns away “%s”', (text) => {
    expect(india.parseMoney(text)).toBeNull();
  });

  it('gives back what it wrote', () => {
    for (const minor of [0, 1, 99, 100, 123_456]) {
      expect(india.parseMoney(india.money(minor))).toBe(minor);
      expect(german.parseMoney(german.money(minor))).toBe(minor);
    }
  });
});
