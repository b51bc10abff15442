import type { VaultRef } from '../kernel/ids.ts';
import type { LotEvent } from './event.ts';

/** A lot file is large and names nobody. */
const WITHOUT_PEOPLE: ReadonlySet<LotEvent['type']> = new Set(['LotCreated', 'LotChanged']);
const DEPTH_MAX = 3;

/**
 * The references to personal data that an event mentions: every field whose name ends in `Ref` or
 * `Refs`, at most three objects deep. What is mentioned is what the vault stores with the event.
 */
export function vaultRefsOf(event: LotEvent): readonly VaultRef[] {
  const refs: VaultRef[] = [];
  if (!WITHOUT_PEOPLE.has(event.type)) collect(event, refs, DEPTH_MAX);
  return refs;
}

function collect(value: object, refs: VaultRef[], depth: number): void {
  for (const name in value) {
    const field = (value as Record<string, unknown>)[name];
    if (typeof field === 'string') {
      if (name.endsWith('Ref')) refs.push(field);
    } else if (Array.isArray(field)) {
      if (name.endsWith('Refs'))
        for (const ref of field) if (typeof ref === 'string') refs.push(ref);
    } else if (field !== null && typeof field === 'object' && depth > 1 && name !== 'quote') {
      collect(field, refs, depth - 1);
    }
  }
}
