import type { Rate } from '#domain/tariff/tariff-file.ts';
import { t } from '../../../strings/index.ts';

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const flat = (totalMinor: number): Rate['charge'] => ({
  kind: 'ladder',
  rungs: [{ upToMinutes: null, totalMinor }],
});
const perHour = (feeMinor: number) => ({ minutes: 60, feeMinor });

export const PRESETS = ['hourly', 'ladder', 'windows', 'earlyBird', 'evening', 'weekend'] as const;
export type Preset = (typeof PRESETS)[number];

/** A rate to begin with, of an amount that the tariff already knows. */
export function presetRate(preset: Preset, taken: readonly string[], feeMinor: number): Rate {
  const name = t.tariffs.form.presets[preset];
  const id = freeId(preset.toLowerCase(), taken);
  switch (preset) {
    case 'hourly':
      return {
        id,
        name,
        charge: { kind: 'ladder', rungs: [{ upToMinutes: null, each: perHour(feeMinor) }] },
      };
    case 'ladder':
      return {
        id,
        name,
        charge: {
          kind: 'ladder',
          restart: '24h',
          rungs: [
            { upToMinutes: 60, totalMinor: feeMinor },
            { upToMinutes: 120, totalMinor: 2 * feeMinor },
            { upToMinutes: 240, totalMinor: 3 * feeMinor },
            { upToMinutes: 1_440, totalMinor: 6 * feeMinor },
          ],
        },
      };
    case 'windows':
      return {
        id,
        name,
        charge: {
          kind: 'windows',
          windows: [
            {
              name: 'Day',
              from: '07:00',
              to: '20:00',
              charge: { kind: 'each', ...perHour(feeMinor) },
            },
            {
              name: 'Night',
              from: '20:00',
              to: '07:00',
              charge: { kind: 'flat', feeMinor: 2 * feeMinor },
            },
          ],
        },
      };
    case 'earlyBird':
      return {
        id,
        name,
        days: [...WORKDAYS],
        entryBetween: { from: '06:00', to: '09:30' },
        leaveBefore: '19:00',
        charge: flat(5 * feeMinor),
      };
    case 'evening':
      return { id, name, within: { from: '17:00', to: '07:00' }, charge: flat(3 * feeMinor) };
    case 'weekend':
      return {
        id,
        name,
        days: ['sat', 'sun', 'holiday'],
        within: { from: '00:00', to: '24:00' },
        charge: flat(4 * feeMinor),
      };
  }
}

/** `evening`, `evening-2`, `evening-3` …: the first that is not taken. */
export function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let count = 2;
  while (taken.includes(`${wanted}-${count}`)) count += 1;
  return `${wanted}-${count}`;
}
