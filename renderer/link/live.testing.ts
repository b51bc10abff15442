import { SLOT_KINDS, type SlotKind } from '#domain/facility/kinds.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { FeedEntry, LaneLive, LiveSnapshot, SlotLive } from '#domain/views/live.ts';

/** Pieces of a small lot for tests of the console. */
export const lot: LotFile = {
  format: 'gatehouse-lot',
  version: 1,
  id: 'test-lot',
  name: 'Test lot',
  timeZone: 'Asia/Kolkata',
  currency: 'INR',
  locale: 'en-IN',
  levels: [
    {
      id: 'g',
      label: 'Ground',
      storey: 0,
      outline: [
        [0, 0],
        [40, 0],
        [40, 30],
      ],
      drawings: [],
    },
  ],
  drive: { nodes: [{ id: 'n', levelId: 'g', at: [0, 0] }], edges: [] },
  zones: [{ id: 'z', label: 'Zone A' }],
  slots: ['a1', 'a2'].map((id, index) => ({
    id,
    label: id.toUpperCase(),
    levelId: 'g',
    zoneId: 'z',
    kind: 'standard' as const,
    at: [4 + index * 3, 5] as [number, number],
    widthMetres: 2.5,
    lengthMetres: 5,
    headingDegrees: 0,
    features: [],
  })),
  lanes: [
    {
      id: 'in-1',
      label: 'Entry North',
      direction: 'entry',
      levelId: 'g',
      at: [0, 0],
      headingDegrees: 90,
      nodeId: 'n',
      detection: 'loops',
      admitsWithoutPlate: true,
    },
  ],
  devices: [],
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
  },
  tariff: {
    id: 't',
    name: 'Test tariff',
    currency: 'INR',
    timeZone: 'Asia/Kolkata',
    rates: [
      {
        id: 'hourly',
        name: 'By the hour',
        free: { minutes: 10, mode: 'cliff' },
        charge: {
          kind: 'ladder',
          rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 4_000 } }],
        },
      },
    ],
  },
};

export function slot(id: string, fields: Partial<SlotLive> = {}): SlotLive {
  return {
    id,
    look: 'vacant',
    attention: 'none',
    presence: 'vacant',
    presenceAt: null,
    session: null,
    block: null,
    ...fields,
  };
}

export function lane(id: string, fields: Partial<LaneLive> = {}): LaneLive {
  return {
    id,
    phase: 'idle',
    gate: 'closed',
    held: false,
    hold: null,
    call: null,
    way: 'entry',
    turning: null,
    turnedByHand: false,
    armingOn: false,
    safetyOn: false,
    lastPlate: null,
    sessionId: null,
    slotLabel: null,
    dueMinor: null,
    receipt: null,
    refusal: null,
    ask: null,
    unread: null,
    question: null,
    ...fields,
  };
}

export function feedEntry(seq: number, fields: Partial<FeedEntry> = {}): FeedEntry {
  return { seq, at: 1_000 + seq, type: 'SessionStarted', actor: 'station', facts: {}, ...fields };
}

const noneOfKind = Object.fromEntries(
  SLOT_KINDS.map((kind) => [kind, { total: 0, free: 0 }]),
) as Record<SlotKind, { total: number; free: number }>;

export function snapshot(fields: Partial<LiveSnapshot> = {}): LiveSnapshot {
  return {
    kind: 'snapshot',
    seq: 10,
    at: 1_000,
    lot,
    simulated: false,
    slots: [slot('a1'), slot('a2')],
    lanes: [lane('in-1')],
    devices: [],
    alarms: [],
    feed: [],
    kpis: {
      byKind: noneOfKind,
      inside: 0,
      entriesLastHour: 0,
      exitsLastHour: 0,
      entriesToday: 0,
      exitsToday: 0,
      takingsTodayMinor: 0,
    },
    shifts: [],
    evacuation: null,
    halted: null,
    ...fields,
  };
}
