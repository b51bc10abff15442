import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const DIGEST_BYTES = 16;
const SUBJECT_BYTES = 6;
const MAC_CHARS = 43;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Rights are told under another key from one period to the next. */
export const PERIOD_MS = 7 * 24 * 3_600_000;

/** The period of an instant: weeks since 1970. */
export function periodOf(at: number): number {
  return Math.floor(at / PERIOD_MS);
}

/** What is digested, so that a plate is never taken for a card. */
export type ShownKind = 'plate' | 'card' | 'code';

/** The messages between station and controller, by the last part of their topic. */
export type LaneTopic = 'event' | 'alive' | 'ack' | 'beat' | 'rights' | `rights/${number}`;

/**
 * What a lane controller and the station share: the SHA-256 of the token that the controller was given,
 * which is all that the station keeps of it. Every key comes of it by HMAC-SHA-256, so that none travels:
 *
 * - `gatehouse rights {period}`: digests of what may be shown, and of whose it is
 * - `gatehouse plates`: plates and cards in events, AES-256-GCM
 * - `gatehouse messages`: the signature of every message, either way
 */
export class LaneSecret {
  readonly #secret: Buffer;
  readonly #messages: Buffer;
  readonly #plates: Buffer;
  readonly #periods = new Map<number, Buffer>();

  /** @param secret 32 bytes */
  constructor(secret: Buffer) {
    this.#secret = secret;
    this.#messages = this.#derive('gatehouse messages');
    this.#plates = this.#derive('gatehouse plates');
  }

  static ofToken(token: string): LaneSecret {
    return new LaneSecret(createHash('sha256').update(token).digest());
  }

  /** The first 16 bytes of an HMAC over kind and text, in base64url: 22 characters. */
  digest(period: number, kind: ShownKind, text: string): string {
    return this.#short(period, `${kind}\n${text.trim()}`, DIGEST_BYTES);
  }

  /** What credentials of one holder have in common, in 8 characters. */
  subject(period: number, id: string): string {
    return this.#short(period, `subject\n${id}`, SUBJECT_BYTES);
  }

  /** A plate or a card as it stands in an event: nonce, cipher text and tag in base64url. */
  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#plates, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** The text again, or null for what was not sealed with this secret. */
  unseal(sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.#plates, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      // The tag does not fit: made up, damaged, or under the token before.
      return null;
    }
  }

  /** A message as it travels: its signature, a blank, its JSON. */
  sign(topic: LaneTopic, json: string): string {
    return `${this.#mac(topic, json)} ${json}`;
  }

  /** The JSON of a message that the other side signed for this topic, or null. */
  verify(topic: LaneTopic, payload: Buffer): string | null {
    const text = payload.toString('utf8');
    if (text.charAt(MAC_CHARS) !== ' ') return null;
    const json = text.slice(MAC_CHARS + 1);
    const told = Buffer.from(text.slice(0, MAC_CHARS));
    const made = Buffer.from(this.#mac(topic, json));
    return told.length === made.length && timingSafeEqual(told, made) ? json : null;
  }

  #mac(topic: LaneTopic, json: string): string {
    return createHmac('sha256', this.#messages).update(`${topic}\n${json}`).digest('base64url');
  }

  #short(period: number, text: string, bytes: number): string {
    let key = this.#periods.get(period);
    if (key === undefined) {
      key = this.#derive(`gatehouse rights ${period}`);
      // The one before is of use for a moment only.
      if (this.#periods.size > 1) this.#periods.clear();
      this.#periods.set(period, key);
    }
    return createHmac('sha256', key).update(text).digest().subarray(0, bytes).toString('base64url');
  }

  #derive(label: string): Buffer {
    return createHmac('sha256', this.#secret).update(label).digest();
  }
}
