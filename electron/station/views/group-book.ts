import type { RecordedEvent } from '#domain/lot/event.ts';
import type { GroupShare } from '#domain/reports/source.ts';
import type { OccupancySeriesId } from '#domain/stats/occupancy.ts';
import type { Database } from '../journal/sqlite.ts';

/** Tenant groups, whom slots are reserved for, and whose stays are of which. */
export interface GroupTables {
  readonly tenant_groups: {
    readonly id: string;
    readonly name: string;
    /** Slots that are reserved for it; 0 while it is not active. */
    readonly reserved: number;
  };
  readonly group_members: { readonly membership_id: string; readonly group_id: string };
  /** Stays that are under way, in the entry lane or inside. */
  readonly group_stays: {
    readonly session_id: string;
    readonly group_id: string;
    readonly is_inside: 0 | 1;
  };
}

export const GROUP_SCHEMA = `
  CREATE TABLE tenant_groups (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    reserved INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE group_members (
    membership_id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE group_stays (
    session_id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL,
    is_inside INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const seriesOf = (groupId: string): OccupancySeriesId => `group:${groupId}`;

/** Keeps the groups as the events say it, within the views' transaction. */
export class GroupBook {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  /** Brings an event in. What it changes of a group's slots is returned, for occupancy over time. */
  apply({ event }: RecordedEvent): GroupChange | null {
    const { save, join, leave, come, start, end, groupOf } = this.#statements;
    switch (event.type) {
      case 'GroupSaved': {
        const { name, active, reserved } = event.terms;
        const slots = active ? reserved.reduce((sum, { count }) => sum + count, 0) : 0;
        save.run(event.groupId, name, slots);
        return { series: seriesOf(event.groupId), capacity: slots };
      }
      case 'MembershipStarted':
      case 'MembershipChanged':
        if (event.groupId === null) leave.run(event.membershipId);
        else join.run(event.membershipId, event.groupId);
        return null;
      case 'TicketIssued':
        if (event.right.kind === 'membership') come.run(event.sessionId, event.right.membershipId);
        return null;
      case 'SessionStarted': {
        const groupId = groupOf.get(event.sessionId) as string | undefined;
        if (groupId === undefined) return null;
        start.run(event.sessionId);
        return { series: seriesOf(groupId), by: 1 };
      }
      case 'TicketVoided':
      case 'SessionEnded':
      case 'SessionClosed': {
        const stay = end.get(event.sessionId) as
          | { readonly group_id: string; readonly is_inside: 0 | 1 }
          | undefined;
        return stay?.is_inside === 1 ? { series: seriesOf(stay.group_id), by: -1 } : null;
      }
      default:
        return null;
    }
  }

  /** Reserved slots of every group, and how many of its vehicles are inside. */
  standing(): readonly {
    readonly series: OccupancySeriesId;
    readonly capacity: number;
    readonly inside: number;
  }[] {
    const rows = this.#statements.standing.all() as readonly {
      readonly id: string;
      readonly reserved: number;
      readonly inside: number;
    }[];
    return rows.map(({ id, reserved: capacity, inside }) => ({
      series: seriesOf(id),
      capacity,
      inside,
    }));
  }
}

export type GroupChange =
  | { readonly series: OccupancySeriesId; readonly capacity: number }
  | { readonly series: OccupancySeriesId; readonly by: 1 | -1 };

/** The groups that slots are reserved for now. */
export function groupShares(database: Database): readonly GroupShare[] {
  return database
    .prepare('SELECT id, name, reserved FROM tenant_groups WHERE reserved > 0 ORDER BY name, id')
    .all() as readonly GroupShare[];
}

function prepare(database: Database) {
  return {
    save: database.prepare('INSERT OR REPLACE INTO tenant_groups VALUES (?, ?, ?)'),
    join: database.prepare('INSERT OR REPLACE INTO group_members VALUES (?, ?)'),
    leave: database.prepare('DELETE FROM group_members WHERE membership_id = ?'),
    come: database.prepare(
      `INSERT OR REPLACE INTO group_stays
         SELECT ?, group_id, 0 FROM group_members WHERE membership_id = ?`,
    ),
    groupOf: database.prepare('SELECT group_id FROM group_stays WHERE session_id = ?').pluck(),
    start: database.prepare('UPDATE group_stays SET is_inside = 1 WHERE session_id = ?'),
    end: database.prepare(
      'DELETE FROM group_stays WHERE session_id = ? RETURNING group_id, is_inside',
    ),
    standing: database.prepare(
      `SELECT id, reserved, (SELECT count(*) FROM group_stays
         WHERE group_id = tenant_groups.id AND is_inside = 1) AS inside FROM tenant_groups`,
    ),
  };
}
