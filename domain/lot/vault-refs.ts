import type { VaultRef } from '../kernel/ids.ts';
import type { LotEvent } from './event.ts';

const NONE: readonly VaultRef[] = [];
const DEPTH_MAX = 3;

/**
 * The references to personal data that an event mentions: every field whose name ends in `Ref` or
 * `Refs`, at most three objects deep. What is mentioned is what the vault stores with the event.
 */
export function vaultRefsOf(event: LotEvent): readonly VaultRef[] {
  switch (event.type) {
    // A lot file is large and names nobody.
    case 'LotCreated':
    case 'LotChanged':
    // What happens with every vehicle is not searched, as it comes by the thousand a second.
    case 'LoopChanged':
    case 'GateMoved':
    case 'GateVended':
    case 'VehiclePassed':
    case 'SessionStarted':
    case 'SessionEnded':
    case 'PresenceChanged':
      return NONE;
    case 'TicketIssued':
      return event.plateRef === null ? NONE : [event.plateRef];
    default:
      return searchedRefs(event);
  }
}

/** Every reference that stands in an event, found by the names of its fields. */
export function searchedRefs(event: LotEvent): readonly VaultRef[] {
  const refs: VaultRef[] = [];
  collect(event, refs, DEPTH_MAX);
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
