import type { Instant } from '#domain/kernel/instant.ts';
import {
  DEFERRAL_KINDS,
  type DeferralKind,
  type DeferralSums,
  earnedBefore,
} from '#domain/stats/deferral.ts';
import type { Database } from '../journal/sqlite.ts';

interface MoveSums {
  readonly before: number | null;
  readonly received: number | null;
  readonly givenBack: number | null;
}

interface Running {
  readonly amountMinor: number;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Asks the book of what was paid ahead. */
export class DeferralReader {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  /** What became of it from `fromAt` to before `toAt`, by what it was for; earned up to `earnedTo`. */
  sums(fromAt: Instant, toAt: Instant, earnedTo = toAt): readonly DeferralSums[] {
    return DEFERRAL_KINDS.map((kind) => {
      const moves = this.#statements.moves.get({ kind, fromAt, toAt }) as MoveSums;
      const earnedAtStart = this.#earned(kind, fromAt);
      const earnedMinor = this.#earned(kind, earnedTo) - earnedAtStart;
      const openingMinor = (moves.before ?? 0) - earnedAtStart;
      const receivedMinor = moves.received ?? 0;
      const givenBackMinor = moves.givenBack ?? 0;
      const closingMinor = openingMinor + receivedMinor - givenBackMinor - earnedMinor;
      return { kind, openingMinor, receivedMinor, givenBackMinor, earnedMinor, closingMinor };
    });
  }

  /** All that was earned before an instant. */
  #earned(kind: DeferralKind, at: Instant): number {
    const over = this.#statements.over.get(kind, at) as number;
    const running = this.#statements.running.all({ kind, at }) as readonly Running[];
    return running.reduce((sum, posting) => sum + earnedBefore(posting, at), over);
  }
}

function prepare(database: Database) {
  return {
    moves: database.prepare(
      `SELECT sum(CASE WHEN at < @fromAt THEN amount_minor END) AS before,
         sum(CASE WHEN at >= @fromAt AND amount_minor > 0 THEN amount_minor END) AS received,
         sum(CASE WHEN at >= @fromAt AND amount_minor < 0 THEN -amount_minor END) AS givenBack
       FROM deferral_moves WHERE kind = @kind AND at < @toAt`,
    ),
    over: database
      .prepare(
        `SELECT coalesce(sum(final_minor), 0) FROM deferral_postings
         WHERE kind = ? AND final_at IS NOT NULL AND final_at <= ?`,
      )
      .pluck(),
    running: database.prepare(
      `SELECT amount_minor AS amountMinor, from_at AS fromAt, to_at AS toAt FROM deferral_postings
       WHERE kind = @kind AND final_at > @at AND from_at < @at AND to_at IS NOT NULL`,
    ),
  };
}
