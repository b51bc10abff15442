import { describe, expect, it } from 'vitest';
import { addDays } from '../kernel/calendar.ts';
import { DAY_MS } from '../kernel/instant.ts';
import type { Cell } from '../reports/document.ts';
import type { Dashboard, PanelId } from './dashboard.ts';
import { type Asked, dashboardOf } from './naive-dashboard.testing.ts';
import type { RawStay } from './raw-stays.testing.ts';

function panel(dashboard: Dashboard, id: PanelId) {
  const found = dashboard.panels.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  const { section, figures } = found;
  const column = (name: string) => {
    const index = section.columns.findIndex((one) => one.id === name);
    if (index < 0) throw new Error(`${id} has no ${name}`);
    return section.rows.map((row) => row[index] ?? null);
  };
  const figure = (name: string) => figures.find((one) => one.id === name);
  return { section, column, figure };
}

const close = (got: readonly Cell[], expected: readonly (number | null)[]) => {
  expect(
    got.map((value) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)),
  ).toEqual(expected.map((value) => (value === null ? null : Number(value.toFixed(6)))));
};

const SINGLE_DAYS: readonly Asked[] = [
  { zone: 'Europe/London', from: '2026-11-30', to: '2026-11-30', now: '2026-11-30T14:20:00Z' },
  // The clocks went back on the day itself, and forward two weeks before.
  { zone: 'Europe/London', from: '2026-10-25', to: '2026-10-25', now: '2026-10-25T20:45:00Z' },
  { zone: 'Europe/London', from: '2026-04-12', to: '2026-04-12', now: '2026-04-13T03:00:00Z' },
  { zone: 'America/New_York', from: '2026-03-08', to: '2026-03-08', now: '2026-03-08T19:10:00Z' },
  { zone: 'Asia/Kolkata', from: '2026-11-30', to: '2026-11-30', now: '2026-11-30T02:11:00Z' },
  // Nine days of history: only the nearest week is known.
  {
    zone: 'Asia/Kolkata',
    from: '2026-11-30',
    to: '2026-11-30',
    now: '2026-11-30T06:00:00Z',
    weeks: 1.3,
  },
];

describe.each(SINGLE_DAYS)('a day in $zone, $from, looked at $now', (asked) => {
  it('counts each hour and what is usual for it', async () => {
    const { dashboard, naive } = await dashboardOf(asked);
    const day = asked.from;
    const traffic = panel(dashboard, 'traffic');
    const takings = panel(dashboard, 'takings');
    const labels = traffic.column('when').map(String);
    const hours = labels.map((label) => label.slice(0, 2));
    const isTwice = (hour: string) => hours.filter((other) => other === hour).length > 1;
    hours.forEach((hour, index) => {
      // The hour that comes twice is told apart by instants; both together are checked below.
      if (isTwice(hour)) return;
      const clock = `${day} ${hour}`;
      const start = naive.halfHours(clock)[0] ?? 0;
      const hasBegun = start <= naive.nowAt;
      const is = (one: string) => one === clock;
      close(
        [traffic.column('entries')[index] ?? null, traffic.column('exits')[index] ?? null],
        hasBegun ? [naive.entries(is), naive.left(is).length] : [null, null],
      );
      close([takings.column('takings')[index] ?? null], [hasBegun ? naive.takings(is) : null]);
      const usual = naive.usualHour(day, hour, (of) => naive.entries((one) => one === of));
      close([traffic.column('usual-entries')[index] ?? null], [usual]);
      const earned = naive.usualHour(day, hour, (of) => naive.takings((one) => one === of));
      close(
        [takings.column('usual')[index] ?? null],
        [earned === null ? null : Math.round(earned)],
      );
      const full = naive.usualHour(day, hour, (of) => {
        const halves = naive.halfHours(of);
        return (naive.fullShare(halves) * halves.length) / 2 || 0;
      });
      close([panel(dashboard, 'occupancy').column('usual')[index] ?? null], [full]);
    });
    const twice = hours.filter(isTwice)[0];
    if (twice !== undefined) {
      const both = hours.flatMap((hour, index) => (hour === twice ? [index] : []));
      const sum = both.reduce((all, index) => all + Number(traffic.column('entries')[index]), 0);
      expect(sum).toBe(naive.entries((one) => one === `${day} ${twice}`));
    }
    const isToday = (clock: string) => clock.startsWith(day);
    expect(traffic.figure('entries')?.value).toBe(naive.entries(isToday));
    expect(traffic.figure('exits')?.value).toBe(naive.left(isToday).length);
    expect(takings.figure('takings')?.value).toBe(naive.takings(isToday));
  });

  it('says how long vehicles stayed and how often slots were used', async () => {
    const { dashboard, naive } = await dashboardOf(asked);
    const left = naive.left((clock) => clock.startsWith(asked.from));
    const lengths = left.map(({ enterAt, exitAt }) => exitAt - enterAt);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    close([panel(dashboard, 'stay').figure('mean-stay')?.value ?? null], [mean || null]);
    const { period } = dashboard;
    const days = (Math.min(period.toAt, naive.nowAt) - period.fromAt) / DAY_MS;
    const turnover = panel(dashboard, 'turnover');
    close([turnover.figure('turnover')?.value ?? null], [left.length / (10 * days)]);
    const yard = left.filter(({ zone }) => zone === 'yard');
    const at = turnover.column('place').indexOf('Yard');
    close([turnover.column('rate')[at] ?? null], [yard.length / (6 * days)]);
    const revenue = panel(dashboard, 'revenue');
    const earned = (stays: readonly RawStay[]) =>
      stays.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
    expect(revenue.figure('revenue')?.value).toBe(Math.round(earned(left) / (10 * days)));
    expect(revenue.column('takings')[at]).toBe(earned(yard));
    expect(revenue.column('rate')[at]).toBe(Math.round(earned(yard) / (6 * days)));
  });
});

describe('now', () => {
  it.each(SINGLE_DAYS)('in $zone at $now: inside by kind and zone, and usual', async (asked) => {
    const { dashboard, naive } = await dashboardOf(asked);
    const now = panel(dashboard, 'now');
    const inside = naive.stays.filter(({ exitAt }) => exitAt > naive.nowAt);
    const [lot = '', standard = '', ev = '', yard = '', hall = ''] = now.column('place');
    expect([lot, standard, ev, yard, hall]).toEqual([
      'Small lot',
      'Standard',
      'EV charging',
      'Yard',
      'Hall',
    ]);
    const count = (of: Partial<RawStay>) =>
      inside.filter(
        (stay) => stay.zone === (of.zone ?? stay.zone) && stay.kind === (of.kind ?? stay.kind),
      ).length;
    expect(now.column('inside')).toEqual([
      inside.length,
      count({ kind: 'standard' }),
      count({ kind: 'ev' }),
      count({ zone: 'yard' }),
      count({ zone: 'hall' }),
    ]);
    const [day = '', hour = ''] = naive.clockOf(naive.nowAt).split(' ');
    const full = naive.usualHour(day, hour, (of) => {
      const halves = naive.halfHours(of);
      return (naive.fullShare(halves) * halves.length) / 2 || 0;
    });
    close([now.column('usual')[0] ?? null], [full]);
  });
});

describe('several days', () => {
  const WEEK: Asked = {
    zone: 'Europe/London',
    from: '2026-10-23',
    to: '2026-10-29',
    now: '2026-10-29T11:30:00Z',
    compare: 'previous',
  };

  it('count each day over the night of the clocks, and what is usual for its weekday', async () => {
    const { dashboard, naive } = await dashboardOf(WEEK);
    const traffic = panel(dashboard, 'traffic');
    const days = Array.from({ length: 7 }, (_, index) => addDays(WEEK.from, index));
    expect(traffic.column('when')).toEqual(days);
    const on = (day: string) => (clock: string) => clock.startsWith(day);
    close(
      traffic.column('entries'),
      days.map((day) => naive.entries(on(day))),
    );
    close(
      traffic.column('usual-entries'),
      days.map((day) => naive.usualDay(day, (isIn) => naive.entries(isIn))),
    );
    close(
      traffic.column('before-entries'),
      days.map((day) => naive.entries(on(addDays(day, -7)))),
    );
    const takings = panel(dashboard, 'takings');
    close(
      takings.column('takings'),
      days.map((day) => naive.takings(on(day))),
    );
    let sum = 0;
    close(
      takings.column('sum'),
      days.map((day) => (sum += naive.takings(on(day)))),
    );
  });

  it('are compared with the time before up to the same time of the day', async () => {
    const { dashboard, naive } = await dashboardOf(WEEK);
    // Half past eleven, when the hour counts by half.
    const whole = (clock: string) =>
      clock >= '2026-10-16' && clock < '2026-10-22 11' && clock.length > 0;
    const cut = (clock: string) => clock === '2026-10-22 11';
    const entries = naive.entries(whole) + naive.entries(cut) / 2;
    const takings = naive.takings(whole) + naive.takings(cut) / 2;
    const left = naive.left(whole).length + naive.left(cut).length / 2;
    expect(panel(dashboard, 'traffic').figure('entries')?.before).toBe(Math.round(entries));
    expect(panel(dashboard, 'traffic').figure('exits')?.before).toBe(Math.round(left));
    expect(panel(dashboard, 'takings').figure('takings')?.before).toBe(Math.round(takings));
    const days = 6 + 11.5 / 24;
    close([panel(dashboard, 'turnover').figure('turnover')?.before ?? null], [left / (10 * days)]);
  });

  it('say what is usual up to now: whole days, and the running one by its hours', async () => {
    const { dashboard, naive } = await dashboardOf(WEEK);
    let usual = 0;
    for (let index = 0; index < 6; index += 1)
      usual += naive.usualDay(addDays(WEEK.from, index), (isIn) => naive.takings(isIn)) ?? 0;
    for (let hour = 0; hour < 12; hour += 1) {
      const text = String(hour).padStart(2, '0');
      const earned = naive.usualHour(WEEK.to, text, (of) => naive.takings((one) => one === of));
      usual += (earned ?? 0) * (hour === 11 ? 0.5 : 1);
    }
    expect(panel(dashboard, 'takings').figure('takings')?.usual).toBe(Math.round(usual));
  });

  it('have nothing usual to say of a lot that was not there', async () => {
    const { dashboard } = await dashboardOf({ ...WEEK, weeks: 1 });
    expect(panel(dashboard, 'takings').figure('takings')?.usual).toBeNull();
    expect(panel(dashboard, 'takings').column('usual')).toEqual(Array(7).fill(null));
  });

  it('meet the same weekdays a year before', async () => {
    const { dashboard, naive } = await dashboardOf({
      ...WEEK,
      now: '2026-11-02T00:00:00Z',
      compare: 'last-year',
      weeks: 60,
    });
    expect(dashboard.compareWith?.firstDay).toBe('2025-10-24');
    const before = naive.entries((clock) => clock >= '2025-10-24' && clock < '2025-10-31');
    expect(panel(dashboard, 'traffic').figure('entries')?.before).toBe(before);
  });
});

describe('months', () => {
  it('are set against months of another length, day by day', async () => {
    const { dashboard, naive } = await dashboardOf({
      zone: 'America/New_York',
      from: '2026-03-01',
      to: '2026-03-31',
      now: '2026-04-02T12:00:00Z',
      compare: 'previous',
      weeks: 20,
    });
    const traffic = panel(dashboard, 'traffic');
    // A run of 31 days is compared with the 31 days before it.
    expect(dashboard.compareWith?.firstDay).toBe('2026-01-29');
    expect(traffic.column('entries')).toHaveLength(31);
    expect(traffic.figure('entries')?.value).toBe(
      naive.entries((clock) => clock.startsWith('2026-03')),
    );
    expect(traffic.figure('entries')?.before).toBe(
      naive.entries((clock) => clock >= '2026-01-29' && clock < '2026-03-01'),
    );
  });
});
