import { assert } from '#domain/kernel/assert.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';

/**
 * The bytes of a row, which the seals hash: `seq`, `at`, `type`, `actor`, `command_id` and `body`, in
 * that order, as UTF-8, each ended by a NUL byte. JSON text never holds a NUL and the ids may not, so
 * two different rows never have the same bytes. The same text carries a row to the worker thread:
 * what is hashed is what was sent.
 */
const END = '\0';
export const COLUMNS_PER_ROW = 6;

let lastActor: Actor | null = null;
let lastActorText = '';

/** Most runs of events share one actor object, so its text is kept for the next. */
function actorText(actor: Actor): string {
  if (actor !== lastActor) {
    lastActorText = JSON.stringify(actor);
    lastActor = actor;
  }
  return lastActorText;
}

/**
 * Writes an event as the text of its row.
 * @throws AssertionError for a fractional time or an id with a NUL in it
 */
export function encodeRow(row: RecordedEvent): string {
  assert(Number.isSafeInteger(row.at), 'an event happens at a whole millisecond');
  assert(!row.commandId.includes(END), 'a command id holds no NUL');
  const { seq, at, event } = row;
  return `${seq}\0${at}\0${event.type}\0${actorText(row.actor)}\0${row.commandId}\0${JSON.stringify(event)}\0`;
}

/**
 * Takes the text of a row apart into the parameters of its insert, at `offset` of `into`.
 * @throws AssertionError for a text that is not a row
 */
export function decodeRow(text: string, into: (string | number)[], offset: number): void {
  const fields = text.split(END, COLUMNS_PER_ROW + 1);
  assert(fields.length === COLUMNS_PER_ROW + 1, 'a row has six fields');
  into[offset] = Number(fields[0]);
  into[offset + 1] = Number(fields[1]);
  into[offset + 2] = fields[2] as string;
  into[offset + 3] = fields[3] as string;
  into[offset + 4] = fields[4] as string;
  into[offset + 5] = fields[5] as string;
}

/** SQL that gives the bytes of a stored row back, exactly as they were hashed, as one blob. */
export const ROW_BYTES_SQL =
  'CAST(seq || char(0) || at || char(0) || type || char(0) || actor || char(0)' +
  ' || command_id || char(0) || body || char(0) AS BLOB)';

/** SQL that is 1 where every column still has the type it was written with: bytes alone do not tell. */
export const ROW_TYPES_SQL =
  "(typeof(at) = 'integer' AND typeof(type) = 'text' AND typeof(actor) = 'text'" +
  " AND typeof(command_id) = 'text' AND typeof(body) = 'text')";
