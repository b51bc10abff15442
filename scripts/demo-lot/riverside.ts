import { readFileSync } from 'node:fs';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { reservationPoliciesSchema } from '#domain/reservation/policies.ts';
import { type Tariff, tariffSchema } from '#domain/tariff/tariff-file.ts';
import { BASEMENT_OUTLINE, basement, CROSS_LINK_X, LEVEL_1_OUTLINE, level1 } from './decks.ts';
import { devices, lanes } from './equipment.ts';
import { ground } from './ground.ts';
import { GROUND_OUTLINE } from './ground-plan.ts';
import { HALL, RAMP_DOWN, RAMP_UP, RAMP_WIDTH_METRES, type RampPair } from './hall.ts';
import type { Edge } from './plan.ts';
import type { Site } from './site.ts';

/** Straight ramps of 3.2 m rise: a little longer than they look from above. */
const RAMP_LENGTH_METRES = 24.3;

/** The prices are those of the sample tariff for India, under a name of the lot's own. */
function sampleIndia(): Tariff {
  const file = new URL('../../resources/tariffs/sample-india.json', import.meta.url);
  return tariffSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The whole Riverside Car Park as a lot file. The same on every run. */
export function riverside(): LotFile {
  const sites = { ground: ground(), level1: level1(), basement: basement() };
  const ramps = [
    ...rampEdges(sites.ground, sites.level1, RAMP_UP),
    ...rampEdges(sites.ground, sites.basement, RAMP_DOWN),
  ];
  const all = [sites.ground, sites.level1, sites.basement];
  return {
    format: 'gatehouse-lot',
    version: 1,
    id: 'riverside',
    name: 'Riverside Car Park',
    timeZone: 'Asia/Kolkata',
    currency: 'INR',
    locale: 'en-IN',
    levels: [
      {
        id: 'g',
        label: 'Ground',
        storey: 0,
        outline: GROUND_OUTLINE,
        drawings: sites.ground.drawings,
      },
      {
        id: 'l1',
        label: 'Level 1',
        storey: 1,
        outline: LEVEL_1_OUTLINE,
        drawings: sites.level1.drawings,
      },
      {
        id: 'b1',
        label: 'Basement',
        storey: -1,
        outline: BASEMENT_OUTLINE,
        drawings: sites.basement.drawings,
      },
    ],
    drive: {
      nodes: all.flatMap((site) => site.nodes),
      edges: [...all.flatMap((site) => site.edges), ...ramps],
    },
    zones: [
      { id: 'yard', label: 'Yard' },
      { id: 'coach', label: 'Coaches' },
      { id: 'two-wheel', label: 'Two-wheelers' },
      { id: 'charging', label: 'Charging' },
      { id: 'hall', label: 'Ground hall' },
      { id: 'level-1', label: 'Level 1' },
      { id: 'basement', label: 'Basement' },
    ],
    slots: all.flatMap((site) => site.slots),
    lanes: lanes(),
    devices: devices(),
    allocation: { spillOver: {} },
    policies: {
      exitGraceMinutes: 15,
      plateWindowSeconds: 20,
      plateConfidenceMin: 0.8,
      credentialWindowSeconds: 15,
      passageLimitSeconds: 45,
      ticketValidDays: 30,
      overstayHours: 24,
      mismatchMinutes: 10,
      reservations: reservationPoliciesSchema.parse({
        noShowFeeMinor: 4_000,
        cancellationFeeMinor: 2_000,
        overstay: { graceMinutes: 15, periodMinutes: 60, feeMinor: 8_000 },
      }),
    },
    holidays: [
      { day: '2026-12-25', name: 'Christmas Day' },
      { day: '2027-01-26', name: 'Republic Day' },
      { day: '2027-08-15', name: 'Independence Day' },
      { day: '2027-10-02', name: 'Gandhi Jayanti' },
    ],
    letterhead: {
      address: ['Riverside Car Park', '12 River Road', 'Bengaluru 560001'],
      taxId: 'GSTIN 29ABCDE1234F1Z5',
      ticketTerms: 'Keep this ticket. Parking at the owner’s risk. A lost ticket costs a fee.',
    },
    tariff: { ...sampleIndia(), id: 'riverside-2026', name: 'Riverside, by the hour' },
  };
}

/**
 * Joins a pair of ramps to both levels: on the ground their mouths lie at the west aisle, on the
 * other level at the cross-link. Eastbound leaves the ground, westbound comes back to it.
 */
function rampEdges(onGround: Site, onOther: Site, ramp: RampPair): Edge[] {
  const low = (y: number) => onGround.node([ramp.westX, y]);
  const high = (y: number) => onOther.node([ramp.eastX, y]);
  const spine = (y: number) => onGround.node([HALL.westAisle, y]);
  const link = (y: number) => onOther.node([CROSS_LINK_X, y]);
  const way = (from: string, to: string, kind: Edge['kind']): Edge => ({
    from,
    to,
    oneWay: true,
    kind,
    ...(kind === 'ramp' ? { lengthMetres: RAMP_LENGTH_METRES } : {}),
    widthMetres: RAMP_WIDTH_METRES,
  });
  const [out, back] = [ramp.eastboundY, ramp.westboundY];
  return [
    way(spine(out), low(out), 'aisle'),
    way(low(out), high(out), 'ramp'),
    way(high(out), link(out), 'aisle'),
    way(link(back), high(back), 'aisle'),
    way(high(back), low(back), 'ramp'),
    way(low(back), spine(back), 'aisle'),
  ];
}
