import type { RecordedEvent } from '#domain/lot/event.ts';
import { quarterOf } from '#domain/views/day-report.ts';
import type { RowChange, SessionRowData } from '#domain/views/row-change.ts';
import { rowChangesOf } from '#domain/views/row-changes.ts';
import type { Database } from '../journal/sqlite.ts';
import { DeferralWriter } from './deferral-writer.ts';
import { HistoryWriter } from './history-writer.ts';
import { LedgerWriter } from './ledger-writer.ts';
import type { ReadEvent } from './stats-known.ts';
import { StatsWriter } from './stats-writer.ts';

/** The journal's seal that the rows stand on. */
export interface SealMark {
  readonly seq: number;
  readonly hash: Uint8Array;
}

interface QuarterInTheMaking {
  entries: number;
  exits: number;
  takingsMinor: number;
  overrides: number;
  refusals: number;
  inside: number;
  peakInside: number;
}

/**
 * Brings events into the rows. Plain prepared statements, because this runs for every event; whatever
 * asks the rows goes through Kysely.
 */
export class ViewsWriter {
  readonly #database: Database;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #ledger: LedgerWriter;
  readonly #deferrals: DeferralWriter;
  readonly #stats: StatsWriter;
  readonly #history: HistoryWriter;
  readonly #quarters = new Map<number, QuarterInTheMaking>();
  #lastSeq: number;
  #inside: number;

  /** `readEvent` reads what is already in the rows from the journal again. */
  constructor(database: Database, readEvent: ReadEvent = () => null) {
    this.#database = database;
    this.#statements = prepare(database);
    this.#ledger = new LedgerWriter(database);
    this.#deferrals = new DeferralWriter(database);
    this.#history = new HistoryWriter(database);
    this.#stats = new StatsWriter(database, readEvent);
    this.#lastSeq = this.#read('SELECT last_seq FROM progress');
    this.#inside = this.#read("SELECT count(*) FROM sessions WHERE state = 'inside'");
  }

  /** Everything up to here is in the rows. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Another one with every change of what forecasts are made from besides time and traffic. */
  get historyRevision(): number {
    return this.#history.revision;
  }

  /**
   * Applies the events from `lastSeq` to a seal, all or nothing, together with how far they reach.
   * @throws SqliteError; the rows and this writer are then as before
   */
  apply(events: readonly RecordedEvent[], seal: SealMark): void {
    const insideBefore = this.#inside;
    try {
      this.#database.transaction(() => {
        for (const event of events) {
          this.#stats.before(event);
          for (const change of rowChangesOf(event)) this.#write(change, event.seq);
          this.#ledger.apply(event);
          this.#deferrals.apply(event);
          this.#history.apply(event.event);
        }
        for (const [startAt, quarter] of this.#quarters) {
          this.#statements.quarter.run({ startAt, ...quarter });
        }
        this.#stats.flush();
        this.#statements.progress.run(seal.seq, seal.hash);
      })();
      this.#lastSeq = seal.seq;
    } catch (error) {
      this.#inside = insideBefore;
      this.#stats.reset();
      throw error;
    } finally {
      this.#quarters.clear();
    }
  }

  #write(change: RowChange, seq: number): void {
    const statements = this.#statements;
    switch (change.kind) {
      case 'lot':
        statements.lot.run(change.timeZone, change.currency, change.capacity);
        return;
      case 'session-new':
        statements.sessionNew.run({ seq, ...change.row, byHand: change.row.byHand ? 1 : 0 });
        return;
      case 'discount':
        this.#setDiscount(change);
        return;
      case 'tariff-event':
        statements.tariffEvent.run(seq, change.version);
        return;
      case 'price-change':
        statements.priceChange.run(seq, change.at);
        return;
      case 'session':
        this.#setSession(change.id, change.set);
        return;
      case 'payment':
        statements.payment.run({ ...change.row, unmatched: change.row.unmatched ? 1 : 0, seq });
        statements.paid.run(change.row);
        return;
      case 'shift-opened':
        statements.shiftOpened.run(change.row);
        return;
      case 'shift-event':
        statements.shiftEvent.run(change.shiftId, seq);
        if (change.movedMinor !== 0) statements.moved.run(change.movedMinor, change.shiftId);
        return;
      case 'shift-closed':
        statements.shiftClosed.run(change);
        return;
      case 'count':
        this.#count(change);
        return;
      case 'slot-event':
        statements.slotEvent.run(change.slotId, seq);
        return;
      case 'read-picture':
        statements.readPicture.run({ seq, ...change.row });
        return;
      case 'session-slot-event':
        statements.sessionSlotEvent.run(seq, change.sessionId);
        return;
    }
  }

  #setDiscount({ sessionId, validationId, discount }: Extract<RowChange, { kind: 'discount' }>) {
    const { discountSet, discountGone } = this.#statements;
    if (discount === null) discountGone.run(sessionId, validationId);
    else discountSet.run(sessionId, validationId, JSON.stringify(discount));
  }

  #setSession(id: string, set: Partial<SessionRowData>): void {
    const { state, entryAt, exitAt, exitLaneId, dueMinor, byHand } = set;
    if (dueMinor !== undefined) this.#statements.sessionDue.run(dueMinor, id);
    if (byHand !== undefined) this.#statements.sessionByHand.run({ byHand: byHand ? 1 : 0, id });
    if (set.slotId !== undefined) this.#statements.sessionSlot.run(set.slotId, id);
    if (state === undefined) return;
    this.#statements.sessionState.run({
      id,
      state,
      entryAt: entryAt ?? null,
      exitAt: exitAt ?? null,
      exitLaneId: exitLaneId ?? null,
    });
  }

  #count({ what, at, by }: Extract<RowChange, { kind: 'count' }>): void {
    const quarter = this.#quarterAt(at);
    quarter[what] += by;
    if (what === 'entries') this.#inside += by;
    if (what === 'exits') this.#inside -= by;
    quarter.inside = this.#inside;
    quarter.peakInside = Math.max(quarter.peakInside, this.#inside);
  }

  #quarterAt(at: number): QuarterInTheMaking {
    const startAt = quarterOf(at);
    const known = this.#quarters.get(startAt);
    if (known !== undefined) return known;
    const quarter = {
      entries: 0,
      exits: 0,
      takingsMinor: 0,
      overrides: 0,
      refusals: 0,
      inside: this.#inside,
      peakInside: 0,
    };
    this.#quarters.set(startAt, quarter);
    return quarter;
  }

  #read(sql: string): number {
    return (this.#database.prepare(sql).pluck().get() as number | undefined) ?? 0;
  }
}

function prepare(database: Database) {
  return {
    lot: database.prepare('INSERT OR REPLACE INTO lot VALUES (1, ?, ?, ?)'),
    sessionNew: database.prepare(
      `INSERT INTO sessions VALUES (@seq, @id, @ticketNumber, @state, @plateRef, @vehicleClass,
         @slotId, @entryLaneId, @exitLaneId, @entryAt, @exitAt, @paidMinor, @dueMinor, @byHand,
         @right)`,
    ),
    sessionState: database.prepare(
      `UPDATE sessions SET state = @state, entry_at = coalesce(@entryAt, entry_at),
         exit_at = @exitAt, exit_lane_id = @exitLaneId WHERE id = @id`,
    ),
    discountSet: database.prepare('INSERT OR REPLACE INTO session_discounts VALUES (?, ?, ?)'),
    discountGone: database.prepare(
      'DELETE FROM session_discounts WHERE session_id = ? AND validation_id = ?',
    ),
    tariffEvent: database.prepare('INSERT INTO tariff_history VALUES (?, ?)'),
    priceChange: database.prepare('INSERT INTO price_history VALUES (?, ?)'),
    sessionDue: database.prepare('UPDATE sessions SET due_minor = ? WHERE id = ?'),
    // Most gates open by themselves: then the row stays as it is, and nothing is written.
    sessionByHand: database.prepare(
      'UPDATE sessions SET by_hand = @byHand WHERE id = @id AND by_hand <> @byHand',
    ),
    sessionSlot: database.prepare('UPDATE sessions SET slot_id = ? WHERE id = ?'),
    payment: database.prepare(
      // What was given back names its payment, and with it what and where that was for.
      `INSERT INTO payments
         SELECT @receiptNumber, @seq, @paymentId,
           coalesce(@purpose, (SELECT purpose FROM payments WHERE payment_id = @paymentId), 'session'),
           coalesce(@laneId, (SELECT lane_id FROM payments WHERE payment_id = @paymentId)),
           @kind, @sessionId, @at, @by, @method, @amountMinor, @shiftId, @unmatched`,
    ),
    shiftOpened: database.prepare(
      `INSERT INTO shifts VALUES (@id, @by, @openedAt, @floatMinor, 0, NULL, NULL, NULL, NULL, NULL)`,
    ),
    moved: database.prepare('UPDATE shifts SET moved_minor = moved_minor + ? WHERE id = ?'),
    shiftEvent: database.prepare('INSERT INTO shift_history VALUES (?, ?)'),
    shiftClosed: database.prepare(
      `UPDATE shifts SET closed_at = @closedAt, closed_by = @closedBy, close_number = @closeNumber,
         expected_minor = @expectedMinor, counted_minor = @countedMinor WHERE id = @id`,
    ),
    paid: database.prepare(
      `UPDATE sessions SET paid_minor = paid_minor + @amountMinor,
         due_minor = max(0, due_minor - max(0, @amountMinor)) WHERE id = @sessionId`,
    ),
    quarter: database.prepare(
      `INSERT INTO quarters VALUES (@startAt, @entries, @exits, @takingsMinor, @overrides,
         @refusals, @inside, @peakInside)
       ON CONFLICT (start_at) DO UPDATE SET
         entries = entries + excluded.entries,
         exits = exits + excluded.exits,
         takings_minor = takings_minor + excluded.takings_minor,
         overrides = overrides + excluded.overrides,
         refusals = refusals + excluded.refusals,
         inside = excluded.inside,
         peak_inside = max(peak_inside, excluded.peak_inside)`,
    ),
    slotEvent: database.prepare('INSERT OR IGNORE INTO slot_history VALUES (?, ?)'),
    sessionSlotEvent: database.prepare(
      `INSERT OR IGNORE INTO slot_history
         SELECT slot_id, ? FROM sessions WHERE id = ? AND slot_id IS NOT NULL`,
    ),
    readPicture: database.prepare(
      'INSERT INTO read_pictures VALUES (@seq, @at, @laneId, @plateRef, @pictureId)',
    ),
    progress: database.prepare('UPDATE progress SET last_seq = ?, seal_hash = ?'),
  };
}
