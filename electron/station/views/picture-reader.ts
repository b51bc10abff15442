import type { Kysely } from 'kysely';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import type { SessionPicture, SessionRecord } from './queries.ts';
import type { ViewsTables } from './schema.ts';

/** A driver may take so long at a machine between the camera and the gate. */
const SAME_PLATE_WITHIN_MS = 60 * MINUTE_MS;
/** Without the plate's word for it, only a read from just before is of this vehicle. */
const ANY_PLATE_WITHIN_MS = MINUTE_MS;

/** Asks which pictures show the vehicle of a session. */
export class PictureReader {
  readonly #views: Kysely<ViewsTables>;

  constructor(views: Kysely<ViewsTables>) {
    this.#views = views;
  }

  /** On its way in and out, as far as cameras sent pictures. */
  async ofSession(session: SessionRecord): Promise<readonly SessionPicture[]> {
    const { entryLaneId, entryAt, exitLaneId, exitAt, plateRef } = session;
    const entry = await this.#before('entry', entryLaneId, entryAt, plateRef);
    if (exitLaneId === null || exitAt === null) return entry;
    return [...entry, ...(await this.#before('exit', exitLaneId, exitAt, plateRef))];
  }

  /** The last read of its plate in the lane before it passed; else the last read at all. */
  async #before(
    side: SessionPicture['side'],
    laneId: string,
    at: number,
    plateRef: string | null,
  ): Promise<readonly SessionPicture[]> {
    const reads = this.#views
      .selectFrom('read_pictures')
      .select(['picture_id', 'at'])
      .where('lane_id', '=', laneId)
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .orderBy('seq', 'desc')
      .limit(1);
    const own =
      plateRef === null
        ? undefined
        : await reads
            .where('plate_ref', '=', plateRef)
            .where('at', '>=', at - SAME_PLATE_WITHIN_MS)
            .executeTakeFirst();
    const row = own ?? (await reads.where('at', '>=', at - ANY_PLATE_WITHIN_MS).executeTakeFirst());
    return row === undefined ? [] : [{ pictureId: row.picture_id, side, laneId, at: row.at }];
  }
}
