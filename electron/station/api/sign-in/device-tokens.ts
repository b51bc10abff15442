import { createHash, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { DeviceId, LotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { LaneSecret } from '../../drivers/lane-secret.ts';
import {
  type DeviceTokenRecord,
  readDeviceTokens,
  writeDeviceTokens,
} from './device-token-file.ts';

/** No 0, 1, l or o: somebody types this into a camera's form. */
const LETTERS = '23456789abcdefghijkmnpqrstuvwxyz';
/** 120 bits, and still no longer than a camera's field for a password. */
const TOKEN_CHARS = 24;

export interface DeviceName {
  readonly lotId: LotId;
  readonly deviceId: DeviceId;
}

/**
 * The tokens of devices that post to the station, or their passwords at its broker: one for each. Only their hashes are kept, beside the
 * users' in a file that its owner alone may read; a token itself is shown once, when it is given.
 */
export class DeviceTokens {
  readonly #path: string;
  readonly #now: () => Instant;
  readonly #byHash = new Map<string, DeviceTokenRecord>();
  /** Of played devices: they last as long as the process and are in no file. */
  readonly #lent = new Map<string, DeviceName>();
  readonly #secrets = new Map<string, LaneSecret>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, now: () => Instant) {
    this.#path = path;
    this.#now = now;
  }

  /** @throws DeviceTokensDamaged, or what the system says of a file that cannot be read */
  static async open(
    directory: string,
    now: () => Instant,
    fileName = 'device-tokens.json',
  ): Promise<DeviceTokens> {
    const path = join(directory, fileName);
    const tokens = new DeviceTokens(path, now);
    for (const record of await readDeviceTokens(path)) tokens.#byHash.set(record.sha256, record);
    return tokens;
  }

  /** Gives a device a new token, which ends the one before. Resolves once it is on disk. */
  async issue(device: DeviceName): Promise<string> {
    const token = newToken();
    const record = { ...device, sha256: hashOf(token), issuedAt: this.#now() };
    await this.#change((records) => [...records.filter((one) => !isOf(one, device)), record]);
    return token;
  }

  /** Ends the token of a device; nothing to do where it has none. */
  async revoke(device: DeviceName): Promise<void> {
    await this.#change((records) => records.filter((one) => !isOf(one, device)));
  }

  /** A token for a played device, good until the station ends. */
  lend(device: DeviceName): string {
    const token = newToken();
    this.#lent.set(hashOf(token), device);
    return token;
  }

  /** Whose token this is, or null. Looked up by its hash, so that time tells nothing about tokens. */
  deviceOf(token: string): DeviceName | null {
    const hash = hashOf(token);
    return this.#byHash.get(hash) ?? this.#lent.get(hash) ?? null;
  }

  /**
   * What the station shares with a device by its token; null where it has none. Always the same object for
   * the same token.
   */
  secretOf(device: DeviceName): LaneSecret | null {
    for (const [hash, one] of [...this.#byHash, ...this.#lent]) {
      if (!isOf(one, device)) continue;
      const known = this.#secrets.get(hash) ?? new LaneSecret(Buffer.from(hash, 'hex'));
      this.#secrets.set(hash, known);
      return known;
    }
    return null;
  }

  /** When a device was given its token; null where it has none. */
  issuedAt(device: DeviceName): Instant | null {
    for (const record of this.#byHash.values()) if (isOf(record, device)) return record.issuedAt;
    return null;
  }

  /** One change after the other; what could not be written does not hold. */
  #change(
    change: (records: readonly DeviceTokenRecord[]) => readonly DeviceTokenRecord[],
  ): Promise<void> {
    const done = this.#writing.then(async () => {
      const records = change([...this.#byHash.values()]);
      await writeDeviceTokens(this.#path, records);
      this.#byHash.clear();
      this.#secrets.clear();
      for (const record of records) this.#byHash.set(record.sha256, record);
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }
}

function isOf(record: DeviceName, { lotId, deviceId }: DeviceName): boolean {
  return record.lotId === lotId && record.deviceId === deviceId;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function newToken(): string {
  return Array.from({ length: TOKEN_CHARS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
