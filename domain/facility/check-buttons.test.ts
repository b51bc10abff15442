import { expect, test } from 'vitest';
import { parseLotFile } from './parse-lot-file.ts';
import { smallLot } from './small-lot.testing.ts';

const withButton = (contact: string, laneId: string) =>
  parseLotFile({
    ...smallLot(),
    devices: [{ id: 'b', label: 'B', driver: 'contact-mqtt', contact, laneId }],
  });

test.each([
  ['receipt-button', 'in', 'a lane with direction "exit" or "reversible", found "in", an entry'],
  ['ticket-button', 'out', 'a lane with direction "entry" or "reversible", found "out", an exit'],
])('a %s at lane %s is refused', (contact, laneId, message) => {
  expect(withButton(contact, laneId)).toMatchObject({
    ok: false,
    error: [{ path: 'devices[0].laneId', message: `expected ${message}` }],
  });
});

test.each([
  ['receipt-button', 'out'],
  ['ticket-button', 'in'],
  ['call-button', 'in'],
  ['call-button', 'out'],
])('a %s at lane %s is taken', (contact, laneId) => {
  expect(withButton(contact, laneId)).toMatchObject({ ok: true });
});
