import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#domain/kernel/calendar.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { periodOf } from '#domain/reports/period.ts';
import { reportWords } from '#domain/reports/words.ts';
import { columnOf, figureOf, rowsOf, totalOf } from './test-support/made.ts';
import { type NaiveStay, occupancyOf, ofType, staysOf, tally } from './test-support/naive.ts';
import { PLACES, TotalsBench } from './test-support/totals-bench.ts';

describe.each(PLACES)(
  'traffic, occupancy and devices: every figure equals a naive count of the journal in $timeZone',
  (place) => {
    const bench = new TotalsBench(place);
    beforeAll(() => bench.open());
    afterAll(() => bench.close());

    it('plays all that reports tell of', () => {
      const { journal } = bench;
      const seen = new Set(journal.map(({ event }) => event.type));
      for (const type of [
        ...(['PaymentRefunded', 'PaymentReversed', 'PaymentUncertain', 'ShiftClosed'] as const),
        ...(['ValidationSettled', 'TicketLost', 'SlotOverridden', 'SessionClosed'] as const),
        ...(['GateHeld', 'TailgateSeen', 'VehicleBackedOut', 'ReservationCancelled'] as const),
        ...(['ReservationMissed', 'MembershipRenewed', 'BalanceCharged'] as const),
        ...(['EntryRefused', 'PlateDiffers', 'DeviceStatusChanged', 'AlarmRaised'] as const),
        ...(['ChargingStopped', 'WrongWaySeen'] as const),
      ])
        expect(seen, type).toContain(type);
      const methods = new Set(ofType(journal, 'PaymentCaptured').map(({ event }) => event.method));
      expect([...methods].sort()).toEqual(['card', 'cash', 'online', 'upi', 'wallet']);
    });

    it('cuts days, weeks and months as the lot’s calendar does', () => {
      const { place, clock, periods } = bench;
      const { timeZone, locale } = place;
      for (const period of periods()) {
        expect(period.fromAt).toBe(clock.startOf(period.firstDay));
        expect(period.toAt).toBe(clock.startOf(addDays(period.lastDay, 1)));
      }
      expect(periodOf('week', place.looked[0] ?? '', { timeZone, locale })?.name).toBe(place.week);
    });

    it('traffic', async () => {
      const { journal, clock, periods, make, isIn, installed, labels, named } = bench;
      const stays = staysOf(journal);
      const lanes = labels(installed().lanes);
      for (const period of periods()) {
        const report = await make('traffic', period);
        const inside = isIn(period);
        const came = stays.filter(({ entryAt }) => entryAt !== null && inside(entryAt));
        const left = stays.filter(
          ({ endAt, how }) => endAt !== null && how !== 'void' && inside(endAt),
        );
        expect(figureOf(report, 'entries')).toBe(came.length);
        expect(figureOf(report, 'exits')).toBe(left.length);
        const check = (section: string, of: (stay: NaiveStay, out: boolean) => string) => {
          const [entries, exits] = [new Map<string, number>(), new Map<string, number>()];
          for (const stay of came) tally(entries, of(stay, false));
          for (const stay of left) tally(exits, of(stay, true));
          for (const key of [...entries.keys(), ...exits.keys()]) {
            entries.set(key, entries.get(key) ?? 0);
            exits.set(key, exits.get(key) ?? 0);
          }
          const by = section.slice('by-'.length);
          expect(columnOf(report, section, by, 'entries')).toEqual(named(entries, String));
          expect(columnOf(report, section, by, 'exits')).toEqual(named(exits, String));
        };
        check('by-lane', ({ entryLane, endLane }, out) => {
          const lane = out ? endLane : entryLane;
          return lane === '' ? reportWords.noLane : (lanes.get(lane) ?? lane);
        });
        check('by-class', (stay) => reportWords.classes[stay.vehicleClass as 'car']);
        check('by-credential', (stay) => reportWords.credentials[stay.credential as 'transient']);
        const lengths = left.map(
          ({ entryAt, issuedAt, endAt }) => (endAt ?? 0) - (entryAt ?? issuedAt),
        );
        const sum = lengths.reduce((all, one) => all + one, 0);
        expect(figureOf(report, 'mean-stay')).toBe(left.length === 0 ? null : sum / left.length);
        const minutes = lengths.map((one) => Math.floor(one / 60_000)).sort((a, b) => a - b);
        const rank = (share: number) =>
          (minutes[Math.max(1, Math.ceil(share * minutes.length)) - 1] ?? 0) * 60_000;
        if (left.length > 0)
          expect(rowsOf(report, 'stays').map(({ length }) => length)).toEqual([
            sum / left.length,
            ...[0.5, 0.75, 0.9, 0.95].map(rank),
          ]);
        const edges = [0, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1_440, 2_880, Infinity];
        expect(rowsOf(report, 'dwell').map((row) => row.stays)).toEqual(
          edges
            .slice(0, -1)
            .map(
              (from, index) =>
                minutes.filter((one) => one >= from && one < (edges[index + 1] ?? 0)).length,
            ),
        );
        const hours = rowsOf(report, 'over-time');
        const ofStretch = new Map<string, number>();
        for (const { entryAt } of came)
          tally(
            ofStretch,
            period.kind === 'day'
              ? String(clock.hourOf(entryAt ?? 0))
              : clock.read(entryAt ?? 0).day,
          );
        const counts = [...ofStretch]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, count]) => count);
        expect(hours.map(({ entries }) => entries).filter((count) => count !== 0)).toEqual(counts);
      }
    });

    it('occupancy', async () => {
      const { journal, nowAt, clock, periods, make, installed, within } = bench;
      const file = installed();
      for (const period of periods()) {
        const report = await make('occupancy', period);
        const span = { fromAt: period.fromAt, toAt: Math.min(period.toAt, nowAt) };
        const slots = new Map(file.slots.map((slot) => [slot.id as string, slot]));
        const whole = { capacity: file.slots.length, fits: () => true };
        const all = occupancyOf(journal, span, whole).get('all');
        expect(figureOf(report, 'mean')).toBeCloseTo(
          (all?.occupiedMs ?? 0) / ((all?.knownMs ?? 1) * 7),
          9,
        );
        expect(figureOf(report, 'peak')).toBe(all?.most);
        expect(figureOf(report, 'full')).toBe(all?.fullMs);
        const cells = occupancyOf(journal, span, whole, (instant) => {
          const { weekday, hour } = clock.read(instant);
          return `${weekday} ${hour}:00`;
        });
        const map = rowsOf(report, 'week');
        expect(map).toHaveLength(cells.size);
        for (const { weekday, hour, share } of map) {
          const cell = cells.get(`${weekday} ${hour}`);
          expect(share).toBeCloseTo((cell?.occupiedMs ?? 0) / ((cell?.knownMs ?? 0) * 7), 9);
        }
        const check = (section: string, label: string, fits: (slotId: string) => boolean) => {
          const capacity = file.slots.filter(({ id }) => fits(id)).length;
          const place = { capacity, fits: (id: string | null) => id !== null && fits(id) };
          const naive = occupancyOf(journal, span, place).get('all');
          const row = rowsOf(report, section).find((one) => one.place === label);
          expect(row?.slots, label).toBe(capacity);
          expect(row?.mean).toBeCloseTo((naive?.occupiedMs ?? 0) / (naive?.knownMs ?? 1), 9);
          expect(row?.most).toBe(naive?.most);
          expect(row?.full).toBe(naive?.fullMs);
        };
        for (const zone of file.zones)
          check('by-zone', zone.label, (id) => slots.get(id)?.zoneId === zone.id);
        for (const level of file.levels)
          check('by-level', level.label, (id) => slots.get(id)?.levelId === level.id);
        for (const kind of ['standard', 'large', 'ev'] as const)
          check('by-kind', reportWords.kinds[kind], (id) => slots.get(id)?.kind === kind);
        const turned = ofType(within(period), 'EntryRefused').filter(
          ({ event }) => event.code === 'lot-full',
        );
        expect(figureOf(report, 'turned-away')).toBe(turned.length);
        expect(totalOf(report, 'refused', 'count')).toBe(turned.length);
      }
    });

    it('devices', async () => {
      const { journal, nowAt, clock, periods, make, installed, within } = bench;
      for (const period of periods()) {
        const report = await make('devices', period);
        const reads = ofType(within(period), 'PlateRead');
        expect(figureOf(report, 'reads')).toBe(reads.length);
        const least = installed().policies.plateConfidenceMin;
        const unsure = reads.filter(({ event }) => event.confidence < least);
        expect(figureOf(report, 'unsure')).toBe(
          reads.length === 0 ? null : unsure.length / reads.length,
        );
        const hours = new Map<string, number>();
        for (const read of reads) tally(hours, `${clock.read(read.at).hour}:00`);
        expect(columnOf(report, 'by-hour', 'hour', 'reads')).toEqual(Object.fromEntries(hours));
        const until = Math.min(period.toAt, nowAt);
        for (const { device, downtime } of rowsOf(report, 'by-device')) {
          let [down, since, status] = [0, 0, 'unknown'];
          const close = (instant: Instant) => {
            const from = Math.max(since, period.fromAt);
            const to = Math.min(instant, until);
            if (status !== 'unknown' && status !== 'online' && to > from) down += to - from;
          };
          for (const { event, at: when } of ofType(journal, 'DeviceStatusChanged')) {
            if (event.deviceId !== device) continue;
            close(when);
            [since, status] = [when, event.status];
          }
          close(until);
          expect([device, downtime]).toEqual([device, down]);
        }
      }
    });
  },
);
