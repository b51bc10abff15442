import type { RefusalTable } from './kind.ts';

/** Refusals of lanes, slots, sessions, tickets and devices. */
export const FLOOR_REFUSALS = {
  'lot-full': { kind: 'in-the-way', sentence: 'No suitable slot is free.' },
  'already-inside': { kind: 'in-the-way', sentence: 'This vehicle is already inside.' },
  'not-inside': { kind: 'unknown', sentence: 'No vehicle inside matches this plate.' },
  'slot-blocked': { kind: 'in-the-way', sentence: 'The slot is already blocked.' },
  'lane-unknown': { kind: 'unknown', sentence: 'There is no such lane.' },
  'lane-wrong-direction': { kind: 'wrong', sentence: 'The lane does not lead that way.' },
  'lane-busy': { kind: 'in-the-way', sentence: 'The lane is busy with another vehicle.' },
  'no-vehicle': { kind: 'in-the-way', sentence: 'No vehicle stands on the arming loop.' },
  'plate-needed': { kind: 'wrong', sentence: 'This lane admits only vehicles with a read plate.' },
  'ticket-malformed': {
    kind: 'wrong',
    sentence: 'This is not a ticket of this system. Check the number and type it again.',
  },
  'ticket-forged': {
    kind: 'wrong',
    sentence: 'The ticket has been changed or was not issued here.',
  },
  'ticket-foreign': { kind: 'wrong', sentence: 'The ticket belongs to another car park.' },
  'ticket-expired': { kind: 'over', sentence: 'The ticket is too old.' },
  'ticket-unknown': { kind: 'unknown', sentence: 'There is no ticket of this number.' },
  'ticket-used': { kind: 'over', sentence: 'The ticket has already been used to leave.' },
  'ticket-void': {
    kind: 'over',
    sentence: 'The ticket is void: its vehicle backed out of the entry.',
  },
  'slot-unknown': { kind: 'unknown', sentence: 'There is no such slot.' },
  'slot-taken': { kind: 'in-the-way', sentence: 'The slot is not free.' },
  'slot-empty': { kind: 'in-the-way', sentence: 'No vehicle is assigned to the slot.' },
  'slot-unsuitable': { kind: 'in-the-way', sentence: 'The slot does not suit this vehicle.' },
  'product-unknown': {
    kind: 'wrong',
    sentence: 'The tariff of this stay has no such product for the vehicle.',
  },
  'session-unknown': { kind: 'unknown', sentence: 'There is no such session.' },
  'reason-needed': { kind: 'wrong', sentence: 'A reason is needed.' },
  'override-unknown': {
    kind: 'unknown',
    sentence: 'There is no such override, or it is too old to undo.',
  },
  'override-not-undoable': {
    kind: 'in-the-way',
    sentence: 'The override cannot be undone any more.',
  },
  'alarm-unknown': { kind: 'unknown', sentence: 'There is no such alarm.' },
  'device-unknown': { kind: 'unknown', sentence: 'There is no such device.' },
  'device-not-testable': { kind: 'wrong', sentence: 'The device cannot be tried in this way.' },
  'nothing-asked': { kind: 'in-the-way', sentence: 'Nobody waits for a decision in this lane.' },
  'lot-mismatch': { kind: 'in-the-way', sentence: 'The file describes another lot.' },
  'lot-in-use': {
    kind: 'in-the-way',
    sentence: 'The change would remove something that is in use.',
  },
} as const satisfies RefusalTable;
