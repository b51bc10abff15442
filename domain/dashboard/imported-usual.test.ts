import { describe, expect, it } from 'vitest';
import type { ImportedReading } from '../history/read-rows.ts';
import type { Dashboard, PanelId } from './dashboard.ts';
import { dashboardOf, HALF_HOUR_MS } from './naive-dashboard.testing.ts';

describe('what is usual by imported history', () => {
  const ZONE = 'Europe/London';
  const NOW = '2026-11-30T10:20:00Z';
  /** A year before, every half hour of three weeks: from nine to five 60 of 100, else 10; the hall 8 of 10. */
  const readings = Array.from({ length: 21 * 48 }, (_, step): ImportedReading[] => {
    const at = Date.parse('2025-11-03T00:00:00Z') + step * HALF_HOUR_MS;
    const hour = new Date(at).getUTCHours();
    const inside = hour >= 9 && hour < 17 ? 60 : 10;
    return [
      { series: 'lot', at, inside, capacity: 100 },
      { series: 'zone:hall', at, inside: 8, capacity: 10 },
    ];
  }).flat();
  const today = { zone: ZONE, from: '2026-11-30', to: '2026-11-30', now: NOW };
  const usualsOf = (dashboard: Dashboard, id: PanelId) => {
    const { section } = dashboard.panels.find((panel) => panel.id === id) ?? {};
    const index = section?.columns.findIndex((column) => column.id === 'usual') ?? -1;
    return section?.rows.map((row) => row[index]) ?? [];
  };

  it('stands where the lot has no week of its own, and says so', async () => {
    const { dashboard } = await dashboardOf({ ...today, weeks: 0, readings });
    expect([dashboard.usualWeeks, dashboard.isUsualImported]).toEqual([0, true]);
    const now = dashboard.panels.find(({ id }) => id === 'now');
    expect(now?.figures[0]).toMatchObject({ id: 'full', usual: 0.6 });
    expect(now?.section.note).toContain('imported history');
    const hall = now?.section.rows.find(([, place]) => place === 'Hall');
    expect(hall?.[6]).toBeCloseTo(0.8, 9);
    const hours = usualsOf(dashboard, 'occupancy');
    expect(hours[8]).toBeCloseTo(0.1, 9);
    expect(hours[9]).toBeCloseTo(0.6, 9);
    expect(hours[17]).toBeCloseTo(0.1, 9);
  });

  it('is that of whole days over several days', async () => {
    const asked = { ...today, from: '2026-11-29', weeks: 0, readings };
    const { dashboard } = await dashboardOf(asked);
    for (const usual of usualsOf(dashboard, 'occupancy'))
      expect(usual).toBeCloseTo((8 * 0.6 + 16 * 0.1) / 24, 9);
    const half = readings.filter(({ at }) => new Date(at).getUTCHours() >= 8);
    const partly = await dashboardOf({ ...asked, readings: half });
    expect(usualsOf(partly.dashboard, 'occupancy')).toEqual([null, null]);
  });

  it('gives way to what the lot has counted itself', async () => {
    const own = await dashboardOf({ ...today, weeks: 3 });
    const { dashboard } = await dashboardOf({ ...today, weeks: 3, readings });
    expect(dashboard).toEqual(own.dashboard);
    expect(dashboard.isUsualImported).toBe(false);
  });

  it('is nothing without an import', async () => {
    const { dashboard } = await dashboardOf({ ...today, weeks: 0 });
    expect(dashboard.isUsualImported).toBe(false);
    expect(dashboard.panels[0]?.figures[0]?.usual).toBeNull();
  });
});
