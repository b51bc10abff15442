import type { ListPage, PageAsked, PastStay, Span, StaySums } from '#domain/reports/source.ts';
import type { Database } from '../journal/sqlite.ts';
import { LONG_MS } from './ledger-schema.ts';

/** Which stays, by which index: the planner knows nothing of how few are inside. */
interface Branch {
  readonly index: string;
  readonly where: string;
}

const CAME_IN: Branch = {
  index: 'sessions_by_entry',
  where: "state IN ('inside', 'ended') AND entry_at >= @fromAt AND entry_at < @toAt",
};
/** Were inside when the time began: left soon after, stayed long, or are still there. */
const WERE_INSIDE: readonly Branch[] = [
  {
    index: 'sessions_by_exit',
    where: `state = 'ended' AND exit_at > @fromAt AND exit_at <= @fromAt + ${LONG_MS}
      AND entry_at < @fromAt`,
  },
  {
    index: 'sessions_long',
    where: `state = 'ended' AND exit_at - entry_at > ${LONG_MS} AND exit_at > @fromAt + ${LONG_MS}
      AND entry_at < @fromAt`,
  },
  { index: 'sessions_by_state', where: "state = 'inside' AND entry_at < @fromAt" },
];

type StayRow = PastStay & { readonly seq: number };

/** Stays that were inside at any moment of a time, in the order of their entries. */
export class StayPages {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  page({ fromAt, toAt }: Span, { after, limit }: PageAsked): ListPage<PastStay> {
    const { at, seq } = after ?? { at: Number.MIN_SAFE_INTEGER, seq: 0 };
    const asked = { fromAt, toAt, at, seq, limit };
    // Those who were inside before stand ahead of all who came.
    const statement = at >= fromAt ? this.#statements.later : this.#statements.all;
    const rows = statement.all(asked) as readonly StayRow[];
    const last = rows.at(-1);
    const isLast = last === undefined || rows.length < limit;
    return { rows, next: isLast ? null : { at: last.entryAt, seq: last.seq } };
  }

  sums({ fromAt, toAt }: Span): StaySums {
    return this.#statements.sums.get({ fromAt, toAt }) as StaySums;
  }
}

function prepare(database: Database) {
  const columns = `seq, id, ticket_number AS ticketNumber, plate_ref AS plateRef,
    vehicle_class AS vehicleClass, slot_id AS slotId, entry_lane_id AS entryLaneId,
    exit_lane_id AS exitLaneId, entry_at AS entryAt, exit_at AS exitAt, paid_minor AS paidMinor`;
  const from = ({ index, where }: Branch) => `FROM sessions INDEXED BY ${index} WHERE ${where}`;
  const behind = 'entry_at >= @at AND (entry_at, seq) > (@at, @seq)';
  const ordered = (branches: readonly Branch[]) => {
    const parts = branches.map((branch) => `SELECT ${columns} ${from(branch)} AND ${behind}`);
    return database.prepare(`${parts.join(' UNION ALL ')} ORDER BY entryAt, seq LIMIT @limit`);
  };
  const sums = [CAME_IN, ...WERE_INSIDE].map(
    (branch) => `SELECT count(*) AS stays, sum(paid_minor) AS paid ${from(branch)}`,
  );
  return {
    all: ordered([CAME_IN, ...WERE_INSIDE]),
    later: ordered([CAME_IN]),
    sums: database.prepare(
      `SELECT sum(stays) AS stays, coalesce(sum(paid), 0) AS paidMinor
       FROM (${sums.join(' UNION ALL ')})`,
    ),
  };
}
