import type { DashboardQuery } from '#domain/contract/dashboard.ts';
import type { Dashboard, DashboardScope } from '#domain/dashboard/dashboard.ts';
import { type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { periodBefore, periodLastYear } from '#domain/reports/period.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { installedOf } from './lot-call.ts';
import { periodAsked } from './report-call.ts';
import { viewsUpToDate } from './views-up-to-date.ts';

/** Figures that move are made again at most this often. */
const REFRESH_MS = 2_000;
/** A dashboard that takes long is made again the more seldom: at most this share of the time is spent on it. */
const BUSY_SHARE_MAX = 0.1;
const KEPT_PER_LOT_MAX = 16;

interface Made {
  /** The journal's last event when it was begun. */
  readonly seq: number;
  readonly minute: number;
  readonly begunMs: number;
  tookMs: number;
  readonly dashboard: Promise<Dashboard>;
}

/** The dashboards made last, so that many consoles that look at one cost no more than one. */
const kept = new WeakMap<LotService, Map<string, Made>>();

/** The dashboard that a caller asks for, with all that is durable now. */
export async function dashboardOf(
  service: LotService,
  asked: DashboardQuery,
  nowAt: Instant,
): Promise<Dashboard> {
  await viewsUpToDate(service);
  return madeOf(service, asked, nowAt).dashboard;
}

/** The dashboard, and again whenever something happened or a minute went by, until `signal` ends it. */
export async function* watchDashboard(
  service: LotService,
  asked: DashboardQuery,
  now: () => Instant,
  signal: AbortSignal,
): AsyncGenerator<Dashboard, void, void> {
  let shown: Made | null = null;
  while (!signal.aborted) {
    const nowAt = now();
    if (shown === null || !isCurrent(shown, service, nowAt)) {
      await viewsUpToDate(service);
      shown = recentOf(service, asked, nowAt) ?? madeOf(service, asked, nowAt);
      yield await shown.dashboard;
    }
    await pause(Math.max(REFRESH_MS, shown.tookMs / BUSY_SHARE_MAX), signal);
  }
}

function isCurrent({ seq, minute }: Made, { journal }: LotService, nowAt: Instant): boolean {
  return seq === journal.lastSeq && minute === minuteOf(nowAt);
}

/** One that another console has just been given. */
function recentOf(service: LotService, asked: DashboardQuery, nowAt: Instant): Made | null {
  const made = kept.get(service)?.get(keyOf(asked)) ?? null;
  if (made === null || made.minute !== minuteOf(nowAt)) return null;
  return performance.now() - made.begunMs < REFRESH_MS ? made : null;
}

function madeOf(service: LotService, asked: DashboardQuery, nowAt: Instant): Made {
  const ofLot = kept.get(service) ?? new Map<string, Made>();
  kept.set(service, ofLot);
  const key = keyOf(asked);
  const held = ofLot.get(key);
  if (held !== undefined && isCurrent(held, service, nowAt)) return held;
  const begunMs = performance.now();
  const made: Made = {
    seq: service.journal.lastSeq,
    minute: minuteOf(nowAt),
    begunMs,
    tookMs: 0,
    dashboard: service.views.dashboard({ scope: scopeOf(service, asked, nowAt) }),
  };
  ofLot.delete(key);
  ofLot.set(key, made);
  for (const oldest of ofLot.keys()) {
    if (ofLot.size <= KEPT_PER_LOT_MAX) break;
    ofLot.delete(oldest);
  }
  made.dashboard.then(
    () => {
      made.tookMs = performance.now() - begunMs;
    },
    // Whoever waits for it hears of the failure; nobody else shall be given it.
    () => ofLot.get(key) === made && ofLot.delete(key),
  );
  return made;
}

/** @throws invalid for days that are none */
export function scopeOf(
  service: LotService,
  { from, to, compare }: DashboardQuery,
  nowAt: Instant,
): DashboardScope {
  const { lot } = installedOf(service);
  const period = periodAsked({ period: 'day', date: undefined, from, to }, lot, nowAt);
  const compareWith = {
    none: () => null,
    previous: () => periodBefore(period, lot),
    'last-year': () => periodLastYear(period, lot),
  }[compare]();
  const alarms = [...service.state.alarms.values()];
  return {
    period,
    compareWith,
    nowAt,
    alarms: {
      open: alarms.filter(({ clearedAt }) => clearedAt === null).length,
      unacknowledged: alarms.filter(({ acknowledgedBy }) => acknowledgedBy === null).length,
    },
  };
}

const minuteOf = (at: Instant) => Math.floor(at / MINUTE_MS);
const keyOf = ({ from = '', to = '', compare }: DashboardQuery) => `${from} ${to} ${compare}`;

/** Waits, or comes back at once when nobody watches any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
