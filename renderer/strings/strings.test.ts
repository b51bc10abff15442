import { describe, expect, it } from 'vitest';
import { ROLES } from '#domain/access/roles.ts';
import { SESSION_STATES } from '#domain/contract/traffic.ts';
import { SLOT_KINDS, VEHICLE_CLASSES } from '#domain/facility/kinds.ts';
import { ALARM_CODES, type EventType } from '#domain/lot/event.ts';
import {
  DEVICE_STATUSES,
  GATE_POSITIONS,
  LANE_PHASES,
  PRESENCES,
  REFUSAL_CODES,
} from '#domain/lot/words.ts';
import { SLOT_ATTENTIONS, SLOT_LOOKS } from '#domain/views/live.ts';
import { feedEntry, lot } from '../link/live.testing.ts';
import { feedSentence, namesOf } from './feed-sentence.ts';
import { createFormat } from './format.ts';
import { t } from './index.ts';

const tables: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] =
  [
    ['slot kinds', SLOT_KINDS, t.slotKinds],
    ['vehicle classes', VEHICLE_CLASSES, t.vehicleClasses],
    ['slot looks', SLOT_LOOKS, t.slotLooks],
    ['attentions', SLOT_ATTENTIONS, t.attentions],
    ['presences', PRESENCES, t.presences],
    ['gates', GATE_POSITIONS, t.gates],
    ['phases', LANE_PHASES, t.phases],
    ['device statuses', DEVICE_STATUSES, t.deviceStatuses],
    ['roles', ROLES, t.roles],
    ['session states', SESSION_STATES, t.sessionStates],
    ['alarms', ALARM_CODES, t.alarms],
  ];

describe('the catalogue', () => {
  it.each(tables)('has words of its own for all %s', (_, codes, words) => {
    const said = codes.map((code) => words[code]);
    expect(said.every((word) => typeof word === 'string' && word !== '')).toBe(true);
    expect(new Set(said).size).toBe(codes.length);
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
  });

  it('has a sentence for every refusal, and none too many', () => {
    expect(Object.keys(t.refusals).sort()).toEqual([...REFUSAL_CODES].sort());
    for (const code of REFUSAL_CODES) expect(t.refusals[code].what).toMatch(/^[A-Z].+[.]$/u);
  });
});

describe('the event feed', () => {
  const names = namesOf(lot);
  const format = createFormat(lot);
  const say = (type: EventType, facts: Record<string, string | number | boolean | null> = {}) =>
    feedSentence(feedEntry(1, { type, facts }), names, format);

  it('has a sentence for every event, even where facts are missing', () => {
    for (const type of Object.keys(t.feed) as EventType[]) {
      const sentence = say(type);
      expect(sentence, type).not.toBe('');
      expect(sentence, type).not.toMatch(/undefined|null|NaN|\[object/u);
    }
  });

  it('writes a vehicle without a name large only where the sentence begins', () => {
    expect(say('VehiclePassed', { laneId: 'in-1' })).toBe('A vehicle passed at Entry North');
    expect(say('GateVended', { laneId: 'in-1' })).toBe('Gate opened for a vehicle at Entry North');
  });

  it('says names instead of ids', () => {
    expect(say('EntryRefused', { laneId: 'in-1', plate: 'MH12AB1234', code: 'lot-full' })).toBe(
      'MH12AB1234 not admitted at Entry North: no suitable slot is vacant',
    );
    expect(
      say('SlotOverridden', {
        slotId: 'a1',
        action: 'move',
        toSlotId: 'a2',
        reason: 'Parked elsewhere',
      }),
    ).toBe('Vehicle moved from slot A1 to A2 · Parked elsewhere');
  });

  it('says money in the lot’s currency', () => {
    expect(say('PaymentCaptured', { method: 'cash', amountMinor: 12_000, plate: 'KA01' })).toBe(
      '₹120.00 taken in cash from KA01',
    );
    expect(say('ShiftClosed', { countedMinor: 9_500, expectedMinor: 10_000 })).toBe(
      'Shift closed, ₹95.00 counted (₹5.00 short)',
    );
  });
});
