import type { z } from 'zod';
import type { deviceSchema } from '#domain/facility/device-file.ts';
import { type LotFile, lotFileSchema } from '#domain/facility/lot-file.ts';

export type DeviceInput = z.input<typeof deviceSchema>;

/** Two lanes, three slots and these devices. */
export function smallLot(devices: readonly DeviceInput[]): LotFile {
  return lotFileSchema.parse({
    format: 'gatehouse-lot',
    version: 1,
    id: 'yard',
    name: 'Yard',
    timeZone: 'Europe/London',
    currency: 'GBP',
    levels: [
      {
        id: 'ground',
        label: 'Ground',
        storey: 0,
        outline: [
          [0, 0],
          [30, 0],
          [30, 20],
        ],
      },
    ],
    drive: { nodes: [{ id: 'n1', levelId: 'ground', at: [0, 0] }], edges: [] },
    zones: [{ id: 'all', label: 'All' }],
    slots: ['s-1', 's-2', 's-3'].map((id) => ({
      id,
      label: id.toUpperCase(),
      levelId: 'ground',
      zoneId: 'all',
      kind: 'standard',
      at: [5, 5],
      widthMetres: 2.5,
      lengthMetres: 5,
      headingDegrees: 0,
    })),
    lanes: [lane('in', 'entry'), lane('out', 'exit')],
    devices,
    tariff: {
      id: 't',
      name: 'T',
      currency: 'GBP',
      timeZone: 'Europe/London',
      rates: [
        {
          id: 'hourly',
          name: 'By the hour',
          charge: {
            kind: 'ladder',
            rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 100 } }],
          },
        },
      ],
    },
  });
}

function lane(id: string, direction: 'entry' | 'exit'): object {
  return {
    id,
    label: id,
    direction,
    levelId: 'ground',
    at: [0, 0],
    headingDegrees: 0,
    nodeId: 'n1',
    detection: 'loops',
  };
}
