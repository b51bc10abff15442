import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '#domain/kernel/assert.ts';
import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import { periodOf, type ReportPeriod } from '#domain/reports/period.ts';
import { REPORT_PERIODS, type ReportId } from '#domain/reports/reports.ts';
import type { Database } from '../../journal/sqlite.ts';
import type { BusyLot, BusyPlace } from './busy-lot.ts';
import { reportOf, viewsOf } from './made.ts';
import { ofType, WallClock } from './naive.ts';
import { playBusyLot } from './play-busy-lot.ts';

/** A place, the days whose periods are looked at, and the name of the week of the first of them. */
export interface TotalsPlace extends BusyPlace {
  readonly looked: readonly string[];
  readonly week: string;
}

const at = (text: string) => Date.parse(text);

/** Nights in which clocks change and months end; weeks that begin on Mondays and on Sundays. */
export const PLACES: readonly TotalsPlace[] = [
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

interface Played {
  readonly folder: string;
  readonly lot: BusyLot;
  readonly database: Database;
}

/** A busy lot of a place with its read models, and what its reports are counted against. */
export class TotalsBench {
  readonly place: TotalsPlace;
  readonly clock: WallClock;
  readonly #shiftNames = new Map<string, string>();
  #played: Played | null = null;

  constructor(place: TotalsPlace) {
    this.place = place;
    this.clock = new WallClock(place.timeZone);
  }

  open(): void {
    console.log(`journal of ${this.place.timeZone}: seed ${SEED}`);
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-totals-'));
    const lot = playBusyLot(this.place, SEED);
    this.#played = { folder, lot, database: viewsOf(join(folder, 'views.db'), lot.journal) };
    for (const { event, actor } of ofType(lot.journal, 'ShiftOpened'))
      this.#shiftNames.set(event.shiftId, `${actorName(actor)} (open)`);
    for (const { event } of ofType(lot.journal, 'ShiftClosed')) {
      const by = this.#shiftNames.get(event.shiftId)?.replace(' (open)', '');
      this.#shiftNames.set(event.shiftId, `Z ${event.closeNumber} · ${by}`);
    }
  }

  close(): void {
    const { database, folder } = this.#now;
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }

  get #now(): Played {
    return must(this.#played, 'the lot has been played');
  }

  get lot(): BusyLot {
    return this.#now.lot;
  }

  get journal(): readonly RecordedEvent[] {
    return this.lot.journal;
  }

  /** Two hours after the last thing happened. */
  get nowAt(): Instant {
    return this.lot.at + 2 * HOUR_MS;
  }

  /** The day, week and month of each day that is looked at. */
  readonly periods = (): readonly ReportPeriod[] =>
    this.place.looked.flatMap((day) =>
      REPORT_PERIODS.flatMap((kind) => periodOf(kind, day, this.place) ?? []),
    );

  readonly make = (report: ReportId, period: ReportPeriod): Promise<ReportDocument> => {
    const { lot, database } = this.#now;
    const shops = [...lot.state.validations.shops.values()];
    const shopNames = Object.fromEntries(shops.map(({ id, terms }) => [id, terms.name]));
    return reportOf(database, lot.journal, { report, period, nowAt: this.nowAt, shopNames });
  };

  readonly isIn = (period: ReportPeriod) => (instant: Instant) => {
    const { day } = this.clock.read(instant);
    return day >= period.firstDay && day <= period.lastDay;
  };

  readonly within = (period: ReportPeriod): readonly RecordedEvent[] =>
    this.journal.filter((one) => this.isIn(period)(one.at));

  readonly installed = () => must(this.lot.state.installed, 'the lot is open').lot;

  readonly labels = (items: readonly { readonly id: string; readonly label: string }[]) =>
    new Map(items.map(({ id, label }) => [id, label]));

  /** Sums under other names, without those that come to nothing. */
  readonly named = (sums: ReadonlyMap<string, number>, nameOf: (key: string) => string) =>
    Object.fromEntries([...sums].map(([key, sum]) => [nameOf(key), sum]));

  /** Numbers of closing reports name shifts that were closed. */
  readonly shiftName = (id: string): string => this.#shiftNames.get(id) ?? id;
}
