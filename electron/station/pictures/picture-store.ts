import { mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { isMissing } from '../api/sign-in/private-file.ts';
import { type PictureType, pictureType } from '../drivers/camera-push/pictures-of.ts';
import type { NewPicture, PictureSink } from '../drivers/picture-sink.ts';
import { limitLog, type RateLimitedLog } from '../drivers/rate-limited-log.ts';
import type { Log } from '../ports/log.ts';
import { PictureIndex } from './picture-index.ts';
import {
  dayOfPicture,
  type FileKind,
  fileName,
  idOfFile,
  isDayFolder,
  pictureId,
} from './picture-name.ts';
import type { PictureLimits } from './picture-settings.ts';

const PICTURE_MAX_BYTES = 4 * 1024 * 1024;
/** What waits for the disk; beyond it pictures are let go, never reads. */
const WAITING_MAX_BYTES = 32 * 1024 * 1024;
const SWEEP_EVERY_MS = 3_600_000;
const LOG_WINDOW_MS = 60_000;
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

const MEDIA_TYPES: Readonly<Record<PictureType | 'txt', string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
};
const EXTENSIONS = Object.keys(MEDIA_TYPES) as (PictureType | 'txt')[];

export interface StoredFile {
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface Waiting {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface PictureStoreOptions {
  /** `lots/{lotId}/pictures`; made on the first picture, for its owner alone. */
  readonly folder: string;
  readonly limits: PictureLimits;
  readonly now: () => Instant;
  /** At least 16 hexadecimal digits that nobody can guess. */
  readonly nonce: () => string;
  readonly log: Log;
}

/**
 * What cameras sent, as files by day. Pictures show people: they are kept for a time and up to a size
 * that the configuration sets, whichever ends first, and never enter the journal, which holds their ids.
 */
export class PictureStore implements PictureSink {
  readonly #options: PictureStoreOptions;
  readonly #quiet: RateLimitedLog;
  readonly #index = new PictureIndex();
  /** Not on disk yet, and shown from here until it is. */
  readonly #waiting = new Map<PictureId, readonly Waiting[]>();
  readonly #timer: NodeJS.Timeout;
  #waitingBytes = 0;
  /** One piece of work on the disk after the other. */
  #work: Promise<void>;

  constructor(options: PictureStoreOptions) {
    this.#options = options;
    this.#quiet = limitLog(options.log, options.now, LOG_WINDOW_MS);
    this.#work = this.#quietly('look', () => this.#lookAtDisk());
    this.#timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.#timer.unref();
    void this.sweep();
  }

  keep(event: {
    readonly pictures: readonly NewPicture[];
    readonly document: string;
  }): PictureId | null {
    const pictures = oneOfEachKind(event.pictures);
    if (pictures.length === 0) return null;
    const id = pictureId(this.#options.now(), this.#options.nonce());
    const document = { name: fileName(id, 'event', 'txt'), bytes: Buffer.from(event.document) };
    const files = [...pictures.map(({ name, bytes }) => ({ name: name(id), bytes })), document];
    const bytes = bytesOf(files);
    if (this.#waitingBytes + bytes > WAITING_MAX_BYTES) {
      this.#quiet.warn('full', { bytes }, 'the disk is too slow for the pictures that come');
      return null;
    }
    this.#waitingBytes += bytes;
    this.#waiting.set(id, files);
    this.#then('write', async () => {
      try {
        await this.#write(id, files);
      } finally {
        this.#waiting.delete(id);
        this.#waitingBytes -= bytes;
      }
      if (this.#index.bytes > this.#options.limits.keepBytes) await this.#sweep();
    });
    return id;
  }

  /** One file of an event; null when it is not kept, or not any more. */
  async read(id: string, kind: FileKind): Promise<StoredFile | null> {
    const day = dayOfPicture(id);
    if (day === null) return null;
    for (const extension of EXTENSIONS) {
      const name = fileName(id, kind, extension);
      const waiting = this.#waiting.get(id)?.find((file) => file.name === name);
      const bytes = waiting?.bytes ?? (await readIfThere(join(this.#options.folder, day, name)));
      if (bytes !== null) return { fileName: name, type: MEDIA_TYPES[extension], bytes };
    }
    return null;
  }

  /** Deletes what nobody will ask for. Never throws and never waits for the disk. */
  discard(id: PictureId): void {
    this.#then('discard', async () => {
      const files = this.#index.filesOf(id);
      const folder = join(this.#options.folder, dayOfPicture(id) ?? '');
      for (const name of files) await rm(join(folder, name), { force: true });
      this.#index.remove(id);
    });
  }

  /** Deletes what may no longer be kept. Resolves once it is gone. */
  sweep(): Promise<void> {
    return this.#then('sweep', () => this.#sweep());
  }

  /** Resolves once everything that waited is on disk. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#work;
  }

  #then(what: string, work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(() => this.#quietly(what, work));
    return this.#work;
  }

  /** A disk that refuses costs pictures, and nothing else; the log says so. */
  async #quietly(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#quiet.warn(what, { what, error: (error as Error).message }, 'pictures and their disk');
    }
  }

  async #write(id: PictureId, files: readonly Waiting[]): Promise<void> {
    const folder = join(this.#options.folder, dayOfPicture(id) ?? '');
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    for (const { name, bytes } of files) {
      await writeFile(join(folder, name), bytes, { mode: OWNER_ONLY, flag: 'wx' });
      this.#index.add(id, [name], bytes.length);
    }
  }

  async #sweep(): Promise<void> {
    const days = new Set<string>();
    for (const { id, files } of this.#index.expired(this.#options.limits, this.#options.now())) {
      const day = dayOfPicture(id) ?? '';
      for (const name of files) await rm(join(this.#options.folder, day, name), { force: true });
      this.#index.remove(id);
      days.add(day);
    }
    for (const day of days) await rmdirIfEmpty(join(this.#options.folder, day));
  }

  async #lookAtDisk(): Promise<void> {
    const { folder } = this.#options;
    for (const day of (await namesIn(folder)).filter(isDayFolder)) {
      for (const name of await namesIn(join(folder, day))) {
        const id = idOfFile(name);
        if (id !== null) this.#index.add(id, [name], (await stat(join(folder, day, name))).size);
      }
    }
  }
}

/** The first of each kind that is a picture and no larger than one may be. */
function oneOfEachKind(pictures: readonly NewPicture[]): readonly {
  readonly name: (id: PictureId) => string;
  readonly bytes: Uint8Array;
}[] {
  return (['scene', 'plate'] as const).flatMap((kind) => {
    for (const { kind: its, bytes } of pictures) {
      const type = its === kind && bytes.length <= PICTURE_MAX_BYTES ? pictureType(bytes) : null;
      if (type !== null) return [{ name: (id: PictureId) => fileName(id, kind, type), bytes }];
    }
    return [];
  });
}

function bytesOf(files: readonly Waiting[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function rmdirIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error;
  }
}
