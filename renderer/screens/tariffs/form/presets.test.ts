import { describe, expect, it } from 'vitest';
import { hourlyTariff } from '#domain/facility/small-lot.testing.ts';
import { parseTariff } from '#domain/tariff/parse-tariff.ts';
import { freeId, PRESETS, presetRate } from './presets.ts';

describe('rates to begin with', () => {
  it.each(PRESETS)('%s is sound beside the others', (preset) => {
    const tariff = hourlyTariff({});
    const rate = presetRate(preset, ['car'], 200);
    expect(parseTariff({ ...tariff, rates: [...tariff.rates, rate] })).toMatchObject({ ok: true });
  });

  it('get ids that are free', () => {
    expect(freeId('evening', ['car'])).toBe('evening');
    expect(freeId('evening', ['evening', 'evening-2'])).toBe('evening-3');
  });
});
