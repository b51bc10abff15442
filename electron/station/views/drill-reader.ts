import type { VehicleClass } from '#domain/facility/kinds.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import type { Drill } from '#domain/reports/document.ts';
import type { Database } from '../journal/sqlite.ts';
import type { JournalSource } from './journal-source.ts';
import { LONG_MS } from './ledger-schema.ts';
import type { DrillPage, DrillPayment, DrillTask, SessionRecord } from './queries.ts';
import { StatsReader } from './stats-reader.ts';

type DrillOf<L extends Drill['list']> = Extract<Drill, { readonly list: L }>;

interface Conditions {
  readonly where: string[];
  readonly values: Record<string, string | number>;
}

const NO_ROWS: DrillPage = { sessions: [], payments: [], events: [], next: null };

/** What a figure was counted from, newest first, a page at a time. */
export function drillPage(
  database: Database,
  journal: JournalSource,
  { drill, after, limit }: DrillTask,
): DrillPage {
  switch (drill.list) {
    case 'sessions': {
      const sessions = sessionsOf(database, drill, after, limit + 1);
      const next = sessions.length > limit ? (sessions[limit - 1]?.seq ?? null) : null;
      return { ...NO_ROWS, sessions: sessions.slice(0, limit).map(({ row }) => row), next };
    }
    case 'payments': {
      const payments = paymentsOf(database, drill, after, limit + 1);
      const next = payments.length > limit ? (payments[limit - 1]?.receiptNumber ?? null) : null;
      return { ...NO_ROWS, payments: payments.slice(0, limit), next };
    }
    case 'events': {
      const { measure, dims } = drill;
      const reader = new StatsReader(database);
      const rows = reader.listed(measure, drill, limit + 1, dims, after ?? undefined);
      const shown = rows.slice(0, limit).map(({ seq }) => seq);
      const next = rows.length > limit ? (shown.at(-1) ?? null) : null;
      return { ...NO_ROWS, events: journal.readEach(shown), next };
    }
  }
}

function add(
  { where, values }: Conditions,
  condition: string,
  name: string,
  value: string | number | undefined,
): void {
  if (value === undefined) return;
  where.push(condition);
  values[name] = value;
}

function sessionsOf(
  database: Database,
  drill: DrillOf<'sessions'>,
  after: number | null,
  limit: number,
): readonly { readonly seq: number; readonly row: SessionRecord }[] {
  const asked: Conditions = { where: ["state IN ('inside', 'ended')"], values: { limit } };
  const from = placesOf(drill, asked);
  add(asked, 'seq < @after', 'after', after ?? undefined);
  add(
    asked,
    `${drill.by === 'exit' ? "coalesce(exit_lane_id, '')" : 'entry_lane_id'} = @laneId`,
    'laneId',
    drill.laneId,
  );
  add(asked, 'vehicle_class = @vehicleClass', 'vehicleClass', drill.vehicleClass);
  add(asked, 'right_kind = @credential', 'credential', drill.credential);
  const least = drill.leastMinutes;
  const most = drill.mostMinutes;
  add(asked, 'exit_at - entry_at >= @least', 'least', least && least * MINUTE_MS);
  add(asked, 'exit_at - entry_at < @most', 'most', most && (most + 1) * MINUTE_MS);
  addPlaces(database, asked, drill);
  const rows = database
    .prepare(
      `SELECT * FROM sessions WHERE seq IN (
         SELECT seq FROM ${from} WHERE ${asked.where.join(' AND ')} ORDER BY seq DESC LIMIT @limit)
       ORDER BY seq DESC`,
    )
    .all(asked.values) as readonly SessionsRow[];
  return rows.map((row) => ({ seq: row.seq, row: toRecord(row) }));
}

/**
 * Where the sessions of a drill are looked for, with the conditions that say when. The index is named:
 * left to itself, SQLite reads the newest sessions first until enough fit, which for a day long ago is
 * all of them.
 */
function placesOf(drill: DrillOf<'sessions'>, asked: Conditions): string {
  const { by, fromAt, toAt } = drill;
  if (drill.openSinceAt !== undefined) {
    asked.where.push("state = 'inside'");
    add(asked, 'entry_at < @openSinceAt', 'openSinceAt', drill.openSinceAt);
    return 'sessions INDEXED BY sessions_by_state';
  }
  asked.values.fromAt = fromAt;
  asked.values.toAt = toAt;
  if (by !== 'inside') {
    asked.where.push(`${by}_at >= @fromAt`, `${by}_at < @toAt`);
    if (by === 'exit') asked.where.push("state = 'ended'");
    return `sessions INDEXED BY sessions_by_${by}`;
  }
  asked.values.longBeforeAt = fromAt - LONG_MS;
  return `(SELECT * FROM sessions INDEXED BY sessions_by_entry
      WHERE entry_at >= @longBeforeAt AND entry_at < @toAt
        AND (exit_at IS NULL OR exit_at > @fromAt)
    UNION ALL SELECT * FROM sessions INDEXED BY sessions_long
      WHERE exit_at - entry_at > ${LONG_MS} AND exit_at > @fromAt AND entry_at < @longBeforeAt
    UNION ALL SELECT * FROM sessions INDEXED BY sessions_by_state
      WHERE state = 'inside' AND entry_at < @longBeforeAt)`;
}

interface Places {
  readonly levelId?: string | undefined;
  readonly zoneId?: string | undefined;
  readonly kind?: string | undefined;
}

/** Slots of a level, zone or kind, as the lot is installed now. */
function addPlaces(database: Database, asked: Conditions, places: Places): void {
  const { levelId, zoneId, kind } = places;
  if (levelId === undefined && zoneId === undefined && kind === undefined) return;
  const slots = new StatsReader(database).lot()?.slots ?? [];
  const ids = slots
    .filter((slot) => slot.levelId === (levelId ?? slot.levelId))
    .filter((slot) => slot.zoneId === (zoneId ?? slot.zoneId))
    .filter((slot) => slot.kind === (kind ?? slot.kind))
    .map(({ id }) => id);
  asked.where.push('slot_id IN (SELECT value FROM json_each(@slots))');
  asked.values.slots = JSON.stringify(ids);
}

function paymentsOf(
  database: Database,
  drill: DrillOf<'payments'>,
  after: number | null,
  limit: number,
): readonly DrillPayment[] {
  const asked: Conditions = { where: [], values: { limit } };
  add(asked, 'p.at >= @fromAt', 'fromAt', drill.fromAt);
  add(asked, 'p.at < @toAt', 'toAt', drill.toAt);
  add(asked, 'p.receipt_number < @after', 'after', after ?? undefined);
  add(asked, 'p.kind = @kind', 'kind', drill.kind);
  add(asked, 'p.method = @method', 'method', drill.method);
  add(asked, "coalesce(p.lane_id, '') = @laneId", 'laneId', drill.laneId);
  add(asked, 'p.by = @by', 'by', drill.by);
  add(asked, "coalesce(p.shift_id, '') = @shiftId", 'shiftId', drill.shiftId);
  add(asked, 'p.purpose = @purpose', 'purpose', drill.purpose);
  add(asked, 's.vehicle_class = @vehicleClass', 'vehicleClass', drill.vehicleClass);
  if (drill.zoneId === '') asked.where.push('s.slot_id IS NULL');
  else addPlaces(database, asked, { zoneId: drill.zoneId, kind: drill.slotKind });
  return database
    .prepare(
      `SELECT p.receipt_number AS receiptNumber, p.payment_id AS paymentId, p.kind, p.purpose, p.at,
         p.by, p.method, p.amount_minor AS amountMinor, p.lane_id AS laneId,
         p.shift_id AS shiftId, p.session_id AS sessionId
       FROM payments p INDEXED BY payments_by_time LEFT JOIN sessions s ON s.id = p.session_id
       WHERE ${asked.where.join(' AND ')} ORDER BY p.receipt_number DESC LIMIT @limit`,
    )
    .all(asked.values) as readonly DrillPayment[];
}

interface SessionsRow {
  readonly seq: number;
  readonly id: string;
  readonly ticket_number: string;
  readonly state: SessionRecord['state'];
  readonly plate_ref: string | null;
  readonly vehicle_class: string;
  readonly slot_id: string | null;
  readonly entry_lane_id: string;
  readonly exit_lane_id: string | null;
  readonly entry_at: number;
  readonly exit_at: number | null;
  readonly paid_minor: number;
}

function toRecord(row: SessionsRow): SessionRecord {
  return {
    id: row.id,
    ticketNumber: row.ticket_number,
    state: row.state,
    plateRef: row.plate_ref,
    vehicleClass: row.vehicle_class as VehicleClass,
    slotId: row.slot_id,
    entryLaneId: row.entry_lane_id,
    exitLaneId: row.exit_lane_id,
    entryAt: row.entry_at,
    exitAt: row.exit_at,
    paidMinor: row.paid_minor,
  };
}
