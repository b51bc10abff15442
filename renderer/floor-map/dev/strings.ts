import type { MapStrings } from '../types.ts';

/** English enough to look at the map; the console passes its own catalogue. */
export const DEV_STRINGS: MapStrings = {
  kinds: {
    motorcycle: 'Motorcycle slot',
    compact: 'Compact slot',
    standard: 'Standard slot',
    large: 'Large slot',
    bus: 'Coach slot',
    ev: 'Charging slot',
    accessible: 'Accessible slot',
  },
  looks: {
    vacant: 'Vacant',
    assigned: 'Assigned, vehicle on its way',
    occupied: 'Occupied',
    reserved: 'Reserved',
    blocked: 'Blocked',
    charging: 'Charging',
    unknown: 'Sensor silent',
  },
  attentions: {
    overstay: 'Overstay',
    mismatch: 'Sensor and ledger disagree',
    'unknown-vehicle': 'Unknown vehicle',
    fault: 'Sensor fault',
  },
  gates: {
    closed: 'Gate closed',
    moving: 'Gate moving',
    open: 'Gate open',
    held: 'Gate held open',
    fault: 'Gate fault',
    unknown: 'Gate not heard from',
  },
  laneAsking: 'Waits for staff',
  map: (level) => `Floor map, ${level}`,
  keyboardHelp:
    'Arrow keys move among slots, Enter selects, Escape clears, plus and minus zoom, 0 shows the whole level.',
  slot: (words) =>
    [words.label, words.kind, words.look, words.attention, words.plate]
      .filter((word) => word !== null)
      .join(', '),
  lane: (label, gate) => `${label}, ${gate}`,
  since: (at) => `since ${new Date(at).toLocaleTimeString('en-GB', { timeStyle: 'short' })}`,
  summary: ({ level, total, byLook, byAttention }) =>
    `${level}: ${total} slots, ${byLook.vacant} vacant, ${byLook.occupied + byLook.charging} occupied, ${byAttention.fault} faults.`,
  metres: (length) => `${length} m`,
  north: 'N',
  printTitle: (lot, level) => `${lot} · ${level}`,
};
