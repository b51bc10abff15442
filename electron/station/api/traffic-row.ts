import type { TrafficRow } from '#domain/contract/device-traffic.ts';
import type { DeviceKind } from '#domain/facility/device-link.ts';
import { looksLikeCardNumber } from '#domain/payment/card-number.ts';
import type { TrafficEntry, TrafficWord } from '../drivers/traffic-entry.ts';

const MASK = '•••';
/** The texts of tickets, bookings and passes: whoever has one may leave with it. */
const TOKEN = /GH\d[0-9A-Z]*/giu;
/** A scanner's line may come in pieces, so that the beginning of a code does not stand before its end. */
const PIECES: Partial<Record<DeviceKind, RegExp>> = {
  scanner: /[0-9A-Z]{4,}/giu,
  // A job is sent in pieces as well, and no word on a ticket is as long as half a code.
  printer: /[0-9A-Z]{16,}/gu,
};
/** `"password": "…"` and the like, in JSON and in forms. */
const SECRET =
  /((?:password|passwd|secret|token|authorization|api[_-]?key|pin)["']?\s*[:=]\s*["']?)[^"'&\s,;}]+/giu;
const DIGITS = /\d(?:[ -]?\d){12,18}/gu;
/** Names of fields whose value is never shown, and those that hold a plate. */
const SECRET_FIELDS = new Set(['token', 'password', 'stock', 'parts']);
const PLATE_FIELDS = new Set(['plate', 'readId']);
/** What may hold a plate anywhere in its messages. */
const PLATE_KINDS: ReadonlySet<DeviceKind> = new Set(['camera', 'lane', 'printer', 'scanner']);

/** Whose bytes are a code that opens a gate, or draw one. */
const HEX_HOLDS_CODE: ReadonlySet<DeviceKind> = new Set(['printer', 'scanner']);

/** Who sees the row. */
export interface TrafficReader {
  readonly seesPlates: boolean;
  readonly kindOf: (deviceId: string) => DeviceKind;
}

/** A message as a caller may see it. No reader sees what opens gates or lets somebody in. */
export function trafficRow(entry: TrafficEntry, reader: TrafficReader): TrafficRow {
  const { seq, at, deviceId, direction, place, bytes, raw } = entry;
  const kind = reader.kindOf(deviceId);
  const isWithheld = raw !== null && !reader.seesPlates && PLATE_KINDS.has(kind);
  const isText = raw !== null && isPrintable(raw);
  const shown = raw === null || isWithheld ? null : masked(textOf(raw), kind);
  const isHexSafe = raw !== null && !isWithheld && !isText && !HEX_HOLDS_CODE.has(kind);
  return {
    seq,
    at,
    deviceId,
    direction,
    place,
    bytes,
    text: shown,
    // Bytes that hold a text in the middle would show it in hexadecimal as well.
    hex: isHexSafe && shown === textOf(raw) ? raw.toString('hex') : null,
    isCut: raw !== null && raw.length < bytes,
    isWithheld,
    words: entry.words.map((word) => wordOf(word, kind, reader)),
  };
}

function wordOf(word: TrafficWord, kind: DeviceKind, reader: TrafficReader) {
  switch (word.kind) {
    case 'drop':
      return { kind: 'drop', text: `${word.reason} · ${word.detail}` };
    case 'input':
      return { kind: word.input.kind, text: factsText(word.input, kind, reader) };
    case 'order':
      return { kind: word.order.kind, text: factsText(word.order, kind, reader) };
  }
}

function factsText(said: object, kind: DeviceKind, reader: TrafficReader): string {
  const facts: string[] = [];
  const add = (value: unknown, path: string): void => {
    const name = path.split('.').at(-1) ?? '';
    if (value === undefined || value === null || typeof value === 'function') return;
    if (SECRET_FIELDS.has(name) || (PLATE_FIELDS.has(name) && !reader.seesPlates))
      facts.push(`${path} ${MASK}`);
    // A document for a printer holds the code of a ticket.
    else if (value instanceof Uint8Array) facts.push(`${path} ${value.length} bytes`);
    else if (Array.isArray(value)) facts.push(`${path} ${masked(value.join(' | '), kind)}`);
    else if (typeof value === 'object')
      for (const [key, inner] of Object.entries(value))
        add(inner, path === '' ? key : `${path}.${key}`);
    else facts.push(`${path} ${masked(String(value), kind)}`);
  };
  const { kind: _, ...rest } = said as { readonly kind?: string };
  add(rest, '');
  return facts.join(' · ');
}

/** A text without tickets, passwords and card numbers. */
export function withoutSecrets(text: string): string {
  return masked(text, 'other');
}

function masked(text: string, kind: DeviceKind): string {
  const piece = PIECES[kind];
  const withoutCodes = piece === undefined ? text : text.replace(piece, MASK);
  return withoutCodes
    .replace(TOKEN, MASK)
    .replace(SECRET, `$1${MASK}`)
    .replace(DIGITS, (digits) => (looksLikeCardNumber(digits) ? MASK : digits));
}

/** Control characters but those of lines and columns, and bytes that are no UTF-8. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\ufffd/gu;

function isPrintable(raw: Buffer): boolean {
  // A cut may fall into a character: only its end is forgiven.
  const text = raw.toString('utf8').replace(/\ufffd{1,3}$/u, '');
  return text.search(UNPRINTABLE) === -1;
}

function textOf(raw: Buffer): string {
  return raw.toString('utf8').replace(UNPRINTABLE, '·');
}
