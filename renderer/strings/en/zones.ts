import type { ZONE_REFUSALS } from '#domain/lot/refusals/zone.ts';
import type { ZoneFlag } from '#domain/zone/zone-count.ts';

/** Zones that cameras count. */
export const zones = {
  figure: 'Zones free',
  figureHint: (free: string) => `${free} free in zones that cameras count. Click to see them.`,
  unsure: (zones: string) => (zones === '1' ? '1 zone unsure' : `${zones} zones unsure`),
  unsureHint: (zone: string, state: string) => `${zone}: ${state}. Click to set it right.`,
  about: (free: string) => `≈ ${free}`,
  title: 'Zones counted by cameras',
  zone: 'Zone',
  vehicles: 'Vehicles',
  free: 'Free',
  state: 'State',
  of: (vehicles: string, slots: string) => `${vehicles} of ${slots}`,
  flags: {
    'below-none': 'More left than were there',
    'above-all': 'More came than fit',
  } satisfies Record<ZoneFlag, string>,
  cameraLost: 'Camera does not answer',
  correctedBy: (name: string, time: string) => `Counted by ${name}, ${time}`,
  counting: 'Counting',
  correct: 'Correct',
  correctOf: (zone: string) => `Correct the count of ${zone}`,
  correctHint: 'Count the vehicles that stand there now. The cameras count on from that.',
  corrected: (zone: string) => `${zone}: count corrected.`,
  undoReason: 'Correction taken back',
  reasons: ['Walked and counted', 'Camera was off', 'Zone was cleared'],
};

export const zoneRefusals = {
  'zone-unknown': { what: 'This zone is no longer part of the lot.', todo: '' },
  'zone-not-counted': { what: 'No camera counts the vehicles of this zone.', todo: '' },
  'zone-count-impossible': {
    what: 'So many vehicles do not fit into this zone.',
    todo: 'Count again.',
  },
} satisfies Record<keyof typeof ZONE_REFUSALS, { what: string; todo: string }>;
