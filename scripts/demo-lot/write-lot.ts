import type { LotFile } from '#domain/facility/lot-file.ts';

/** A lot as JSON with one slot, node, edge, device or drawing a line, so that a change reads well. */
export function writeLot(lot: LotFile): string {
  return `${write(lot, '')}\n`;
}

function write(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  const nested = typeof value === 'object' && value !== null;
  if (!nested || (flat.length <= 100 && !isTable(value)) || isRecordLine(value)) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + write(item, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{\n${fields
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${write(item, inner)}`)
    .join(',\n')}\n${indent}}`;
}

/** A list of objects goes over several lines, however short. */
function isTable(value: object): boolean {
  return (
    Array.isArray(value) && value.some((item) => typeof item === 'object' && !Array.isArray(item))
  );
}

/** A slot, node, edge, device or drawing stays on its line; a level, which holds drawings, does not. */
function isRecordLine(value: object): boolean {
  if (Array.isArray(value)) return value.every((item) => !isObject(item));
  return (
    ('id' in value || 'kind' in value || 'from' in value) &&
    !('drawings' in value) &&
    !('format' in value) &&
    !('rates' in value)
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
