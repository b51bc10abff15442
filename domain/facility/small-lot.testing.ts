import { fromLegacyTariff } from '../tariff/from-legacy-tariff.ts';
import { type LotFile, lotFileSchema, type Slot } from './lot-file.ts';

/** 2.00 for each started hour, 10.00 a day at most, 10 minutes free. */
export function hourlyTariff({ currency = 'GBP', timeZone = 'Europe/London' }: Partial<LotFile>) {
  const rates = {
    car: { freeMinutes: 10, periodMinutes: 60, periodFeeMinor: 200, dayCapMinor: 1_000 },
  };
  return fromLegacyTariff({ id: 'simple', name: 'Simple', rates }, { currency, timeZone });
}

/** What a test says about a slot; the rest is filled in. */
export type SlotSketch = Partial<Slot> & Pick<Slot, 'id'>;

/**
 * A valid lot of one level, 100 by 40 metres: an aisle from west (entry lane `in`) to east (exit lane
 * `out`) along y = 20, with the given slots, by default four standard ones beside it.
 */
export function smallLot(
  slots: readonly SlotSketch[] = ['a1', 'a2', 'a3', 'a4'].map((id) => ({ id })),
  change: Partial<LotFile> = {},
): LotFile {
  const file = lotFileSchema.parse({
    format: 'gatehouse-lot',
    version: 1,
    id: 'small',
    name: 'Small lot',
    timeZone: 'Europe/London',
    currency: 'GBP',
    levels: [
      {
        id: 'ground',
        label: 'Ground',
        storey: 0,
        outline: [
          [0, 0],
          [100, 0],
          [100, 40],
          [0, 40],
        ],
      },
    ],
    drive: {
      nodes: [
        { id: 'west', levelId: 'ground', at: [2, 20] },
        { id: 'east', levelId: 'ground', at: [98, 20] },
      ],
      edges: [{ from: 'west', to: 'east' }],
    },
    zones: [{ id: 'main', label: 'Main' }],
    slots: slots.map((slot, index) => ({
      label: slot.id.toUpperCase(),
      levelId: 'ground',
      zoneId: 'main',
      kind: 'standard',
      at: [10 + 2.5 * (index % 32), index < 32 ? 14 : 26],
      widthMetres: 2.5,
      lengthMetres: 5,
      headingDegrees: 0,
      ...slot,
    })),
    lanes: [
      {
        id: 'in',
        label: 'Entry',
        direction: 'entry',
        levelId: 'ground',
        at: [2, 20],
        headingDegrees: 90,
        nodeId: 'west',
        detection: 'loops',
      },
      {
        id: 'out',
        label: 'Exit',
        direction: 'exit',
        levelId: 'ground',
        at: [98, 20],
        headingDegrees: 90,
        nodeId: 'east',
        detection: 'loops',
      },
    ],
    tariff: hourlyTariff(change),
  });
  return { ...file, ...change };
}
