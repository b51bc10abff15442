import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#domain/kernel/calendar.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { exceptionsWords } from '#domain/reports/builders/exceptions-words.ts';
import { revenueWords } from '#domain/reports/builders/revenue-words.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import { periodOf, type ReportPeriod } from '#domain/reports/period.ts';
import { REPORT_PERIODS, type ReportId } from '#domain/reports/reports.ts';
import { reportWords } from '#domain/reports/words.ts';
import type { Database } from '../journal/sqlite.ts';
import type { BusyLot, BusyPlace } from './test-support/busy-lot.ts';
import { columnOf, figureOf, reportOf, rowsOf, totalOf, viewsOf } from './test-support/made.ts';
import {
  type NaiveStay,
  occupancyOf,
  ofType,
  staysOf,
  tally,
  WallClock,
} from './test-support/naive.ts';
import { deferredBefore, moneyOf } from './test-support/naive-money.ts';
import { playBusyLot } from './test-support/play-busy-lot.ts';

const at = (text: string) => Date.parse(text);
/** Nights in which clocks change and months end; weeks that begin on Mondays and on Sundays. */
const PLACES: readonly (BusyPlace & {
  readonly looked: readonly string[];
  readonly week: string;
})[] = [
  {
    ...{ timeZone: 'Europe/London', locale: 'en-GB', currency: 'GBP' },
    ...{ startAt: at('2026-10-19T05:00:00Z'), days: 16, week: '2026-W43' },
    looked: ['2026-10-25', '2026-11-03'],
  },
  {
    ...{ timeZone: 'America/New_York', locale: 'en-US', currency: 'USD' },
    ...{ startAt: at('2026-03-03T05:00:00Z'), days: 12, week: '2026-03-08 to 2026-03-14' },
    looked: ['2026-03-08', '2026-03-11'],
  },
  {
    ...{ timeZone: 'Asia/Kolkata', locale: 'en-IN', currency: 'INR' },
    ...{ startAt: at('2026-03-25T05:00:00Z'), days: 12, week: '2026-03-29 to 2026-04-04' },
    looked: ['2026-03-31', '2026-04-01'],
  },
  {
    ...{ timeZone: 'Australia/Lord_Howe', locale: 'en-AU', currency: 'AUD' },
    ...{ startAt: at('2026-03-30T05:00:00Z'), days: 10, week: '2026-W14' },
    looked: ['2026-04-05'],
  },
];
const SEED = Number(process.env.GATEHOUSE_SEED ?? 20_261_130);

describe.each(PLACES)('every figure equals a naive count of the journal in $timeZone', (place) => {
  let folder: string;
  let lot: BusyLot;
  let database: Database;
  let journal: readonly RecordedEvent[];
  let nowAt: Instant;
  let clock: WallClock;
  const shiftNames = new Map<string, string>();
  const { timeZone, locale } = place;

  beforeAll(() => {
    console.log(`journal of ${timeZone}: seed ${SEED}`);
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-totals-'));
    lot = playBusyLot(place, SEED);
    journal = lot.journal;
    nowAt = lot.at + 2 * HOUR_MS;
    database = viewsOf(join(folder, 'views.db'), journal);
    clock = new WallClock(timeZone);
    for (const { event, actor } of ofType(journal, 'ShiftOpened'))
      shiftNames.set(event.shiftId, `${actorName(actor)} (open)`);
    for (const { event } of ofType(journal, 'ShiftClosed')) {
      const by = shiftNames.get(event.shiftId)?.replace(' (open)', '');
      shiftNames.set(event.shiftId, `Z ${event.closeNumber} · ${by}`);
    }
  });
  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const periods = (): readonly ReportPeriod[] =>
    place.looked.flatMap((day) =>
      REPORT_PERIODS.flatMap((kind) => periodOf(kind, day, { timeZone, locale }) ?? []),
    );
  const make = (report: ReportId, period: ReportPeriod) => {
    const shops = [...lot.state.validations.shops.values()];
    const shopNames = Object.fromEntries(shops.map(({ id, terms }) => [id, terms.name]));
    return reportOf(database, journal, { report, period, nowAt, shopNames });
  };
  const isIn = (period: ReportPeriod) => (instant: Instant) => {
    const { day } = clock.read(instant);
    return day >= period.firstDay && day <= period.lastDay;
  };
  const installed = () => {
    const { lot: file } = lot.state.installed ?? {};
    if (file === undefined) throw new Error('the lot is open');
    return file;
  };
  const labels = (items: readonly { readonly id: string; readonly label: string }[]) =>
    new Map(items.map(({ id, label }) => [id, label]));
  /** Sums under other names, without those that come to nothing. */
  const named = (sums: ReadonlyMap<string, number>, nameOf: (key: string) => string) =>
    Object.fromEntries([...sums].map(([key, sum]) => [nameOf(key), sum]));
  /** Numbers of closing reports name shifts that were closed. */
  const shiftName = (id: string): string => shiftNames.get(id) ?? id;
  const within = (period: ReportPeriod) => journal.filter((one) => isIn(period)(one.at));

  it('plays all that reports tell of', () => {
    const seen = new Set(journal.map(({ event }) => event.type));
    for (const type of [
      ...(['PaymentRefunded', 'PaymentReversed', 'PaymentUncertain', 'ShiftClosed'] as const),
      ...(['ValidationSettled', 'TicketLost', 'SlotOverridden', 'SessionClosed'] as const),
      ...(['GateHeld', 'TailgateSeen', 'VehicleBackedOut', 'ReservationCancelled'] as const),
      ...(['ReservationMissed', 'MembershipRenewed', 'BalanceCharged'] as const),
      ...(['EntryRefused', 'PlateDiffers', 'DeviceStatusChanged', 'AlarmRaised'] as const),
    ])
      expect(seen, type).toContain(type);
    const methods = new Set(ofType(journal, 'PaymentCaptured').map(({ event }) => event.method));
    expect([...methods].sort()).toEqual(['card', 'cash', 'online', 'upi', 'wallet']);
  });

  it('cuts days, weeks and months as the lot’s calendar does', () => {
    for (const period of periods()) {
      expect(period.fromAt).toBe(clock.startOf(period.firstDay));
      expect(period.toAt).toBe(clock.startOf(addDays(period.lastDay, 1)));
    }
    expect(periodOf('week', place.looked[0] ?? '', { timeZone, locale })?.name).toBe(place.week);
  });

  it('traffic', async () => {
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
          period.kind === 'day' ? String(clock.hourOf(entryAt ?? 0)) : clock.read(entryAt ?? 0).day,
        );
      const counts = [...ofStretch].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
      expect(hours.map(({ entries }) => entries).filter((count) => count !== 0)).toEqual(counts);
    }
  });

  it('occupancy', async () => {
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

  it('revenue', async () => {
    const lanes = labels(installed().lanes);
    for (const period of periods()) {
      const report = await make('revenue', period);
      const money = moneyOf(journal, isIn(period));
      const net = money.gross + money.refunds + money.reversals;
      expect(figureOf(report, 'net')).toBe(net);
      expect(figureOf(report, 'gross')).toBe(money.gross);
      expect(figureOf(report, 'refunds')).toBe(money.refunds);
      expect(figureOf(report, 'reversals')).toBe(money.reversals);
      expect(figureOf(report, 'receipts')).toBe(money.count);
      const { by } = money;
      const words = revenueWords;
      const amounts = (section: string) => columnOf(report, section, 'by', 'amount');
      expect(amounts('by-method')).toEqual(named(by.method, (id) => words.methods[id as 'cash']));
      expect(amounts('by-purpose')).toEqual(
        named(by.purpose, (id) => words.purposes[id as 'session']),
      );
      expect(amounts('by-class')).toEqual(
        named(by.class, (id) => (id === '' ? words.noClass : reportWords.classes[id as 'car'])),
      );
      expect(amounts('by-lane')).toEqual(
        named(by.lane, (id) => (id === '' ? reportWords.desk : (lanes.get(id) ?? id))),
      );
      expect(amounts('by-cashier')).toEqual(named(by.cashier, (id) => id || words.automatic));
      expect(amounts('by-shift')).toEqual(
        named(by.shift, (id) => (id === '' ? words.noShift : shiftName(id))),
      );
      for (const section of [
        'by-method',
        'by-purpose',
        'by-class',
        'by-lane',
        'by-cashier',
        'by-shift',
        'by-line',
      ])
        expect(totalOf(report, section, 'amount'), section).toBe(net);
      const lines = Object.fromEntries(
        rowsOf(report, 'by-line').map(({ code, text, amount }) => [`${code} ${text}`, amount]),
      );
      expect(lines).toEqual(
        named(money.lines, (key) => {
          const [code = '', ...text] = key.split(' ');
          return `${words.codes[code as 'flat'] ?? code} ${text.join(' ')}`;
        }),
      );
      const taxes = rowsOf(report, 'by-tax').map(({ label, rate, base, tax }) => [
        label,
        rate,
        base,
        tax,
      ]);
      const expected = [...money.taxes].map(([key, { net: base, tax }]) => {
        const [label = '', rate = ''] = key.split(' ');
        return [label || words.untaxed, rate === '' ? null : Number(rate) / 10_000, base, tax];
      });
      const sorted = (rows: readonly (readonly unknown[])[]) =>
        rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted(taxes)).toEqual(sorted(expected));
      expect(report.notes).toContain(words.agree);
    }
  });

  it('penalties, discounts and free exits', async () => {
    const stays = staysOf(journal);
    for (const period of periods()) {
      const report = await make('revenue', period);
      const inside = isIn(period);
      const money = moneyOf(journal, inside);
      const penalty = ['overstay', 'cancellation', 'no-show', 'lost-ticket'];
      const sum = [...money.lines]
        .filter(([key]) => penalty.includes(key.split(' ')[0] ?? ''))
        .reduce((all, [, amount]) => all + amount, 0);
      expect(totalOf(report, 'penalties', 'amount')).toBe(sum);
      const free = new Map<string, number>();
      for (const { endAt, how, credential, byHand, id } of stays) {
        if (endAt === null || how !== 'ended' || byHand || !inside(endAt)) continue;
        const end = ofType(journal, 'SessionEnded').find(({ event }) => event.sessionId === id);
        if (end !== undefined && end.event.paidMinor <= 0) tally(free, credential);
      }
      const names = reportWords.credentials;
      expect(columnOf(report, 'free', 'by', 'count')).toEqual(
        named(free, (id) => names[id as 'transient']),
      );
      const worth = new Map<string, number>();
      const last = new Map<string, number>();
      for (const { event, at: when } of ofType(journal, 'ValidationSettled'))
        for (const { shopId, valueMinor } of event.values) {
          const key = `${event.sessionId} ${shopId}`;
          if (inside(when)) tally(worth, shopId, valueMinor - (last.get(key) ?? 0));
          last.set(key, valueMinor);
        }
      const all = [...worth.values()].reduce((total, one) => total + one, 0);
      expect(totalOf(report, 'discounts', 'value')).toBe(all);
    }
  });

  it('what is deferred against what is earned', async () => {
    for (const period of periods()) {
      const report = await make('revenue', period);
      const start = deferredBefore(journal, period.fromAt, period.fromAt);
      const end = deferredBefore(journal, period.toAt, Math.min(period.toAt, nowAt + 1));
      const kinds = ['reservation', 'membership', 'balance'] as const;
      let [deferred, received, earned] = [0, 0, 0];
      for (const kind of kinds) {
        const [from, to] = [start.get(kind), end.get(kind)];
        const row = rowsOf(report, 'deferred').find(
          (one) => one.kind === revenueWords.deferredKinds[kind],
        );
        const opening = (from?.received ?? 0) - (from?.earned ?? 0);
        const closing = (to?.received ?? 0) - (to?.earned ?? 0);
        expect([kind, row?.opening ?? 0]).toEqual([kind, opening]);
        expect([kind, row?.closing ?? 0]).toEqual([kind, closing]);
        const moved = Number(row?.received ?? 0) - Number(row?.['given-back'] ?? 0);
        expect(moved).toBe((to?.received ?? 0) - (from?.received ?? 0));
        expect(row?.earned ?? 0).toBe((to?.earned ?? 0) - (from?.earned ?? 0));
        deferred += closing;
        received += moved;
        earned += (to?.earned ?? 0) - (from?.earned ?? 0);
      }
      expect(figureOf(report, 'deferred')).toBe(deferred);
      expect(figureOf(report, 'earned')).toBe(Number(figureOf(report, 'net')) - received + earned);
    }
  });

  it('drawers, terminals and providers', async () => {
    for (const period of periods()) {
      const report = await make('revenue', period);
      const parties = new Map<string, number>();
      const asked = new Map<string, string>();
      for (const { event, at: when } of journal) {
        if (event.type === 'PaymentRequested')
          asked.set(
            event.paymentId,
            event.provider ?? (event.deviceId === 'zvt' ? 'Terminal' : ''),
          );
        const sign = event.type === 'PaymentCaptured' ? 1 : -1;
        if (!/^Payment(Captured|Refunded|Reversed)$/.test(event.type) || !isIn(period)(when))
          continue;
        if (!('method' in event && 'amountMinor' in event)) continue;
        const party = event.method === 'cash' ? revenueWords.drawer : asked.get(event.paymentId);
        tally(parties, `${party} ${revenueWords.methods[event.method]}`, sign * event.amountMinor);
      }
      const rows = rowsOf(report, 'parties').map(({ party, method, statement }) => [
        `${party} ${method}`,
        statement,
      ]);
      expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(parties));
      for (const row of rowsOf(report, 'shifts')) {
        const own = journal.filter(
          ({ event }) =>
            'shiftId' in event && event.shiftId !== null && shiftName(event.shiftId) === row.shift,
        );
        let drawer = 0;
        for (const { event } of own) {
          if (event.type === 'ShiftOpened') drawer += event.floatMinor;
          if (event.type === 'CashMoved')
            drawer += event.move === 'pay-in' ? event.amountMinor : -event.amountMinor;
          if (event.type === 'PaymentCaptured' && event.method === 'cash')
            drawer += event.amountMinor;
          if (
            (event.type === 'PaymentRefunded' || event.type === 'PaymentReversed') &&
            event.method === 'cash'
          )
            drawer -= event.amountMinor;
        }
        expect(row.expected).toBe(drawer);
      }
      const short = ofType(within(period), 'ShiftClosed').filter(
        ({ event }) => event.countedMinor !== event.expectedMinor,
      );
      const named = rowsOf(report, 'differences').filter(
        ({ what }) => what === revenueWords.differenceKinds.shift,
      );
      expect(named.map(({ amount }) => amount).sort()).toEqual(
        short.map(({ event }) => event.countedMinor - event.expectedMinor).sort(),
      );
    }
  });

  it('exceptions and the ledger of tickets', async () => {
    const stays = staysOf(journal);
    for (const period of periods()) {
      const report = await make('exceptions', period);
      const inside = isIn(period);
      const events = within(period);
      const count = (fits: (one: RecordedEvent) => boolean) => events.filter(fits).length;
      const is =
        (...types: readonly string[]) =>
        ({ event }: RecordedEvent) =>
          types.includes(event.type);
      expect(figureOf(report, 'overrides')).toBe(count(is('SlotOverridden', 'SessionClosed')));
      expect(figureOf(report, 'manual-openings')).toBe(
        count(
          ({ event }) =>
            event.type === 'GateHeld' ||
            (event.type === 'GateVended' && event.overrideReason !== null),
        ),
      );
      expect(figureOf(report, 'plate-mismatches')).toBe(
        count(is('PlateDiffers', 'NearPlatesFound', 'PlateAnswered')),
      );
      expect(figureOf(report, 'tailgates')).toBe(count(is('TailgateSeen')));
      expect(figureOf(report, 'backed-out')).toBe(count(is('VehicleBackedOut')));
      expect(figureOf(report, 'refunds')).toBe(count(is('PaymentRefunded')));
      expect(figureOf(report, 'alarms')).toBe(count(is('AlarmRaised')));
      expect(figureOf(report, 'turned-away')).toBe(count(is('EntryRefused')));
      expect(figureOf(report, 'exit-refused')).toBe(
        count(({ event }) => event.type === 'ExitRefused' && event.code !== 'payment-due'),
      );
      const openAt = (instant: Instant) =>
        stays.filter(
          ({ issuedAt, endAt }) => issuedAt < instant && (endAt === null || endAt >= instant),
        );
      const issued = stays.filter(({ issuedAt }) => inside(issuedAt));
      const ended = stays.filter(({ endAt }) => endAt !== null && inside(endAt));
      const how = (fits: (stay: NaiveStay) => boolean) => ended.filter(fits).length;
      const words = exceptionsWords.ticketRows;
      expect(columnOf(report, 'tickets', 'what', 'count')).toEqual({
        [words.openBefore]: openAt(period.fromAt).length,
        [words.issued]: issued.length,
        [words.collected]: how((one) => one.how === 'ended' && !one.byHand && !one.wasLost),
        [words.lost]: how((one) => one.how === 'ended' && !one.byHand && one.wasLost),
        [words['by-hand']]: how((one) => one.how === 'ended' && one.byHand),
        [words.void]: how((one) => one.how === 'void'),
        [words.closed]: how((one) => one.how === 'closed'),
        [words.openAfter]: openAt(period.toAt).length,
      });
      const old = Math.min(nowAt, period.toAt) - DAY_MS;
      const long = stays.filter(
        ({ entryAt, endAt }) => entryAt !== null && endAt === null && entryAt < old,
      );
      expect(
        rowsOf(report, 'long-stays')
          .map(({ since }) => since)
          .sort(),
      ).toEqual(long.map(({ entryAt }) => entryAt).sort());
      const people = new Map<string, number>();
      for (const { event, actor } of events)
        if (event.type === 'SlotOverridden' || event.type === 'SessionClosed')
          tally(people, actorName(actor));
      expect(columnOf(report, 'by-person', 'by', 'count')).toEqual(Object.fromEntries(people));
    }
  });

  it('devices', async () => {
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

  it('audit, sessions, reconciliation and summary', async () => {
    const stays = staysOf(journal);
    for (const period of periods()) {
      const events = within(period).filter(({ actor }) => actor.kind === 'user');
      const audit = await make('audit', period);
      expect(figureOf(audit, 'actions')).toBe(events.length);
      const people = new Map<string, number>();
      for (const { actor } of events) tally(people, actorName(actor));
      expect(columnOf(audit, 'by-person', 'by', 'count')).toEqual(Object.fromEntries(people));
      expect(rowsOf(audit, 'list').map(({ seq }) => seq)).toEqual(
        events
          .map(({ seq }) => seq)
          .reverse()
          .slice(0, 2_000),
      );

      const sessions = await make('sessions', period);
      const there = stays.filter(
        ({ entryAt, endAt }) =>
          entryAt !== null && entryAt < period.toAt && (endAt === null || endAt >= period.fromAt),
      );
      expect(figureOf(sessions, 'stays')).toBe(there.length);
      expect(figureOf(sessions, 'paid')).toBe(there.reduce((sum, one) => sum + one.paidMinor, 0));

      const ledger = await make('reconciliation', period);
      expect(figureOf(ledger, 'unexplained')).toBe(0);
      expect(figureOf(ledger, 'issued')).toBe(ofType(within(period), 'TicketIssued').length);

      const summary = await make('summary', period);
      const money = moneyOf(journal, isIn(period));
      expect(figureOf(summary, 'takings')).toBe(money.gross + money.refunds + money.reversals);
      expect(figureOf(summary, 'entries')).toBe(ofType(within(period), 'SessionStarted').length);
      expect(totalOf(summary, 'over-time', 'takings')).toBe(figureOf(summary, 'takings'));
    }
  });

  it('no figure is a sum that a column does not hold', async () => {
    const reports: readonly ReportId[] = ['summary', 'traffic', 'revenue', 'exceptions', 'devices'];
    for (const period of periods())
      for (const report of reports) checkTotals(await make(report, period));
  });
});

/** Every total of counts and money is the sum of its column, but for those that are no sums. */
function checkTotals({ report, sections }: ReportDocument): void {
  for (const { id, columns, rows, totals } of sections) {
    if (totals === null) continue;
    columns.forEach(({ id: column, kind }, index) => {
      const total = totals[index];
      if ((kind !== 'count' && kind !== 'money') || total === null || total === undefined) return;
      if (column === 'most') return;
      const sum = rows.reduce((all, row) => all + Number(row[index] ?? 0), 0);
      expect([report, id, column, sum]).toEqual([report, id, column, total]);
    });
  }
}
