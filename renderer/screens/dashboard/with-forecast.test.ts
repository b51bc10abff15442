import { describe, expect, it } from 'vitest';
import type { Forecast } from '#domain/contract/forecast.ts';
import type { DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { rangeOf } from '#domain/reports/period.ts';
import { withForecast } from './with-forecast.ts';

const ZONE = 'Europe/London';
/** The clocks go back in this night: the day has 25 hours. */
const DAY = '2026-10-25';
const NOW = Date.parse('2026-10-25T20:20:00Z');
const lot = { id: 'l', name: 'L', timeZone: ZONE, currency: 'GBP', locale: 'en-GB' };

function panelOf(rows: number): DashboardPanel {
  return {
    id: 'occupancy',
    report: 'occupancy',
    figures: [],
    section: {
      id: 'occupancy',
      title: 'Occupancy',
      columns: [
        { id: 'when', label: 'Hour', kind: 'text' },
        { id: 'share', label: 'Full', kind: 'share' },
      ],
      rows: Array.from({ length: rows }, (_, index) => [String(index), 0.5]),
      totals: null,
      drills: Array.from({ length: rows }, () => null),
    },
  };
}

const forecastOf = (hours: readonly string[]): Forecast => ({
  madeAt: NOW,
  hours: 24,
  timeZone: ZONE,
  series: [
    {
      series: 'lot',
      of: 'lot',
      id: null,
      name: 'L',
      capacity: 200,
      past: [],
      points: hours.map((at) => ({ at: Date.parse(at), expected: 50, low: 40, high: 80 })),
      typicalErrorShare: 0.04,
      basis: { days: 20, fromAt: null, lastAt: null, isRough: false, notes: [] },
    },
  ],
});

function dashboard() {
  const period = rangeOf(DAY, DAY, ZONE);
  if (period === null) throw new Error(DAY);
  return { period, madeAt: NOW, lot };
}

describe('hours with what is expected', () => {
  it('has shares for the hours to come, today and after midnight', () => {
    const forecast = forecastOf([
      '2026-10-25T20:00:00Z',
      '2026-10-25T21:00:00Z',
      '2026-10-26T08:00:00Z',
      '2026-10-26T09:00:00Z',
    ]);
    const { section } = withForecast(dashboard(), panelOf(25), forecast);
    // The hour that runs is not to come.
    expect(section.rows[21]).toEqual(['21', 0.5, null, null, null]);
    expect(section.rows[22]).toEqual(['22', 0.5, 0.25, 0.2, 0.4]);
    const last = section.rows.at(-1);
    expect(last).toEqual(['08:00', null, 0.25, 0.2, 0.4]);
    expect(section.rows).toHaveLength(25 + 9);
    expect(section.drills).toHaveLength(section.rows.length);
    expect(Date.parse('2026-10-26T08:00:00Z')).toBeLessThanOrEqual(NOW + 12 * HOUR_MS);
  });

  it('is left as it is where nothing is expected', () => {
    const panel = panelOf(25);
    expect(withForecast(dashboard(), panel, null)).toBe(panel);
    expect(withForecast(dashboard(), panel, forecastOf([]))).toBe(panel);
  });
});
