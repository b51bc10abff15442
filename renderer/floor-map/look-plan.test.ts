import { describe, expect, it } from 'vitest';
import { SLOT_ATTENTIONS, SLOT_LOOKS, type SlotLive } from '#domain/views/live.ts';
import { kindMarkOf, planFor, silhouetteOf } from './look-plan.ts';

describe('look to paint plan', () => {
  it.each([
    ['vacant', 'solid', 'empty', null],
    ['assigned', 'dashed', 'empty', null],
    ['occupied', 'solid', 'filled', null],
    ['reserved', 'solid', 'hatched', null],
    ['blocked', 'solid', 'crossed', null],
    ['charging', 'solid', 'filled', 'bolt'],
    ['unknown', 'dotted', 'empty', 'question'],
  ] as const)('%s: %s outline, %s, mark %s', (look, outline, body, mark) => {
    expect(planFor(look, 'none')).toMatchObject({ outline, body, mark, corner: null });
  });

  it('tells every look from every other by shape alone', () => {
    const shapes = SLOT_LOOKS.map((look) => {
      const { outline, body, mark } = planFor(look, 'none');
      return `${outline}/${body}/${mark}`;
    });
    expect(new Set(shapes).size).toBe(SLOT_LOOKS.length);
  });

  it.each([
    ['overstay', 'amber', 'clock'],
    ['mismatch', 'amber', 'notEqual'],
    ['unknown-vehicle', 'amber', 'question'],
    ['fault', 'red', 'exclaim'],
  ] as const)('%s: a %s corner with %s', (attention, colour, mark) => {
    expect(planFor('occupied', attention).corner).toMatchObject({ colour, mark });
  });

  it('keeps amber and red for what needs attention', () => {
    for (const look of SLOT_LOOKS) {
      const { outlineColour, bodyColour, fill, ink } = planFor(look, 'none');
      for (const role of [outlineColour, bodyColour, fill, ink]) {
        expect(String(role)).not.toMatch(/^(amber|red)(Ink)?$/);
      }
    }
  });

  it('changes nothing but the corner for an attention, and gives one object for one pair', () => {
    for (const look of SLOT_LOOKS) {
      for (const attention of SLOT_ATTENTIONS) {
        const plan = planFor(look, attention);
        expect({ ...plan, corner: null }).toEqual({ ...planFor(look, 'none') });
        expect(planFor(look, attention)).toBe(plan);
      }
    }
  });
});

describe('marks and silhouettes', () => {
  it.each([
    ['accessible', 'wheelchair'],
    ['ev', 'bolt'],
    ['motorcycle', 'motorcycle'],
    ['bus', 'bus'],
    ['standard', null],
    ['compact', null],
    ['large', null],
  ] as const)('a slot for %s carries %s', (kind, mark) => {
    expect(kindMarkOf(kind)).toBe(mark);
  });

  it('draws what stands there before what the bay is made for', () => {
    const live: SlotLive = {
      id: 's',
      look: 'occupied',
      attention: 'none',
      presence: 'occupied',
      presenceAt: 0,
      session: { id: 'x', ticketNumber: '', vehicleClass: 'motorcycle', plate: null, since: 0 },
      block: null,
    };
    expect(silhouetteOf(live, 'standard')).toBe('motorcycle');
    expect(silhouetteOf({ ...live, session: null }, 'bus')).toBe('bus');
    expect(silhouetteOf(undefined, 'ev')).toBe('car');
  });
});
