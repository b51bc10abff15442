import { createHash } from 'node:crypto';

/**
 * What a call asks for, as a short text: equal for the same input in whatever order its fields stand.
 * The id that makes a call repeatable is no part of it.
 */
export function fingerprintOf(input: unknown): string {
  const text = JSON.stringify(input, (key, value: unknown) => {
    if (key === 'commandId') return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return createHash('sha256')
    .update(text ?? '')
    .digest('base64');
}
