import type { LotEvent } from '../lot/event.ts';
import { auditWords } from './builders/audit-words.ts';

const TEXT_MAX_CHARS = 600;
const DEPTH_MAX = 4;
/** Said by columns of their own, or by the subject. */
const LEFT_OUT = new Set(['type', 'reason', 'sessionId', 'commandId', 'taxes', 'lines']);

/** What an event changed, in words for programs and people: `terms.name: "A"`. */
export interface EventChange {
  readonly before: string;
  readonly after: string;
}

/**
 * What changed from the event before it of the same subject: only the fields that differ, where both are of
 * one type. References to personal data are not shown.
 */
export function changeOf(event: LotEvent, earlier: LotEvent | null): EventChange {
  // A whole lot file or tariff is looked at where it belongs.
  if (event.type === 'LotCreated' || event.type === 'LotChanged')
    return {
      before: '',
      after: `${event.lot.slots.length} slots, ${event.lot.lanes.length} lanes`,
    };
  const after = fieldsOf(event);
  const before = earlier?.type === event.type ? fieldsOf(earlier) : new Map<string, string>();
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changed = names.filter((name) => before.get(name) !== after.get(name));
  return { before: textOf(before, changed), after: textOf(after, changed) };
}

function textOf(fields: ReadonlyMap<string, string>, names: readonly string[]): string {
  const parts = names.flatMap((name) => {
    const value = fields.get(name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const text = parts.join(', ');
  return text.length <= TEXT_MAX_CHARS ? text : `${text.slice(0, TEXT_MAX_CHARS)}…`;
}

function fieldsOf(event: LotEvent): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  collect(event, '', DEPTH_MAX, fields);
  return fields;
}

function collect(value: object, path: string, depth: number, into: Map<string, string>): void {
  for (const [name, field] of Object.entries(value)) {
    if (path === '' && (LEFT_OUT.has(name) || name.endsWith('Id'))) continue;
    // What a thing is for is said by its kind; of a price the sum is enough.
    if (path === 'purpose' && name.endsWith('Id')) continue;
    if (path === 'quote' && name !== 'totalMinor') continue;
    const here = path === '' ? name : `${path}.${name}`;
    if (/Refs?$/.test(name)) {
      const isEmpty = field === null || (Array.isArray(field) && field.length === 0);
      // Told apart without being told: another person is a change.
      if (!isEmpty) into.set(here, auditWords.hidden);
    } else if (field !== null && typeof field === 'object' && depth > 1)
      collect(field, here, depth - 1, into);
    else if (name.endsWith('At') && typeof field === 'number')
      into.set(here, new Date(field).toISOString());
    else into.set(here, JSON.stringify(field));
  }
}
