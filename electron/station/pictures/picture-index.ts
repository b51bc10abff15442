import type { PictureId } from '#domain/kernel/ids.ts';
import { DAY_MS, type Instant } from '#domain/kernel/instant.ts';
import { dayEndsAt, dayOfPicture } from './picture-name.ts';
import type { PictureLimits } from './picture-settings.ts';

/** All files of one event. */
export interface KeptPicture {
  readonly id: PictureId;
  readonly files: readonly string[];
  readonly bytes: number;
}

/** What is on disk, so that the limits can be held without looking there. */
export class PictureIndex {
  readonly #kept = new Map<PictureId, KeptPicture>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Adds files to what is known of an event. */
  add(id: PictureId, files: readonly string[], bytes: number): void {
    const known = this.#kept.get(id);
    this.#bytes += bytes;
    this.#kept.set(id, {
      id,
      files: [...(known?.files ?? []), ...files],
      bytes: (known?.bytes ?? 0) + bytes,
    });
  }

  filesOf(id: PictureId): readonly string[] {
    return this.#kept.get(id)?.files ?? [];
  }

  remove(id: PictureId): void {
    this.#bytes -= this.#kept.get(id)?.bytes ?? 0;
    this.#kept.delete(id);
  }

  /**
   * What may no longer be kept: first what is older than the days allow, then the oldest until the rest
   * fits. Ids sort by time.
   */
  expired({ keepDays, keepBytes }: PictureLimits, now: Instant): readonly KeptPicture[] {
    const gone: KeptPicture[] = [];
    let bytes = this.#bytes;
    for (const id of [...this.#kept.keys()].sort()) {
      const kept = this.#kept.get(id);
      if (kept === undefined) continue;
      const isOld = now - dayEndsAt(dayOfPicture(id) ?? '') >= keepDays * DAY_MS;
      if (!isOld && bytes <= keepBytes) break;
      gone.push(kept);
      bytes -= kept.bytes;
    }
    return gone;
  }
}
