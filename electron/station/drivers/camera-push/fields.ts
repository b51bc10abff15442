import { parseJson } from '../mqtt-device.ts';
import { type Delivery, DOCUMENT_MAX_BYTES, type Part } from './delivery.ts';

/**
 * What stands at a path of a JSON value. Keys are found whatever their case, underscores and hyphens:
 * firmware changes those. Undefined where the path leads nowhere.
 */
export function pick(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) at = fieldOf(at, key);
  return at;
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if (Object.hasOwn(value, key)) return (value as Record<string, unknown>)[key];
  const wanted = plainKey(key);
  return Object.entries(value).find(([name]) => plainKey(name) === wanted)?.[1];
}

function plainKey(key: string): string {
  return key.toLowerCase().replace(/[_-]/g, '');
}

/** A list, one thing as a list of it, or nothing. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** A text that says something; numbers as their digits; null for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** A number, also where it came as text; null for anything else. */
export function numberOf(value: unknown): number | null {
  const text = textOf(value);
  return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A confidence that its maker counts to 100, as 0 to 1; what is no such number goes on as it came. */
export function percentOf(value: unknown): unknown {
  const percent = numberOf(value);
  return percent === null || percent < 0 || percent > 100 ? value : percent / 100;
}

/** The JSON documents of a delivery, whatever their parts are called. */
export function jsonDocuments({ parts }: Delivery): readonly unknown[] {
  return parts.flatMap((part) => {
    if (!isDocument(part, /^[[{]/)) return [];
    const value = parseJson(textIn(part));
    return typeof value === 'object' && value !== null ? [value] : [];
  });
}

/** Whether a part begins as a document of that kind does, and is no longer than one may be. */
export function isDocument({ bytes }: Part, start: RegExp): boolean {
  if (bytes.length > DOCUMENT_MAX_BYTES) return false;
  return start.test(decoded(bytes.subarray(0, HEAD_BYTES)).trimStart());
}

export function textIn({ bytes }: Part): string {
  return decoded(bytes);
}

/** Where a document's beginning lies, with the declaration of an XML. */
const HEAD_BYTES = 256;
const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i;
const UTF16 = /^(?:utf-?16|ucs-?2|iso-10646)/i;

/**
 * The text in the character set that its first bytes or its XML declaration name, UTF-8 where they say
 * nothing. One that is not known is read as UTF-8: plates and numbers are the same in most.
 */
function decoded(bytes: Buffer): string {
  return new TextDecoder(charsetOf(bytes)).decode(bytes);
}

function charsetOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const label = DECLARED.exec(bytes.toString('latin1', 0, HEAD_BYTES))?.[1] ?? 'utf-8';
  // Declared so and written in single bytes: it was made as text first, and sent as UTF-8.
  if (UTF16.test(label)) return 'utf-8';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // A name that nobody knows.
    return 'utf-8';
  }
}
