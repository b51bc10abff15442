import type { Format } from './format.ts';
import { t } from './index.ts';

/** Watt-hours as people pay for them: with one decimal. */
export function energyText(wh: number, format: Pick<Format, 'number'>): string {
  return t.charging.kilowattHours(format.number(Math.round(wh / 100) / 10));
}

/** Watts as chargers name them: with one decimal. */
export function powerText(watts: number, format: Pick<Format, 'number'>): string {
  return t.charging.kilowatts(format.number(Math.round(watts / 100) / 10));
}
