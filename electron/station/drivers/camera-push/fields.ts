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
  return start.test(
    bytes
      .toString('utf8', 0, 256)
      .replace(/^\uFEFF/, '')
      .trimStart(),
  );
}

export function textIn({ bytes }: Part): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
