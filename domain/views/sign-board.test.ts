import { describe, expect, it } from 'vitest';
import { mqttSignSchema } from '../facility/device/sign.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { isUnsure, mayAssign } from '../lot/availability.ts';
import { TestLot } from '../lot/lot.testing.ts';
import { signBoards } from './sign-board.ts';

type Shows = NonNullable<Parameters<typeof mqttSignSchema.parse>[0]> & object;

/** Four slots, one of them for charging, and one sign. */
function lotWithSign(shows: unknown): TestLot {
  const lot = smallLot([{ id: 'a1' }, { id: 'a2' }, { id: 'a3' }, { id: 'e1', kind: 'ev' }]);
  const sign = mqttSignSchema.parse({
    id: 'board',
    label: 'Board',
    driver: 'sign-mqtt',
    shows,
  } as Shows);
  return new TestLot({ ...lot, devices: [sign] });
}
const lines = (lot: TestLot) =>
  signBoards(lot.state).find(({ deviceId }) => deviceId === 'board')?.lines;

describe('a sign that counts', () => {
  it.each<[string, object, string]>([
    ['the lot', {}, '4'],
    [
      'a level with an arrow',
      { text: '{level} {arrow} {free}', levelId: 'ground', arrow: 'up' },
      'Ground ↑ 4',
    ],
    ['a zone', { text: '{zone}: {free} of {total}', zoneId: 'main' }, 'Main: 4 of 4'],
    ['a kind', { text: 'EV {free}', kinds: ['ev'] }, 'EV 1'],
    ['a kind that is not there', { text: 'Bus {free}', kinds: ['bus'], full: '--' }, 'Bus --'],
    ['nothing where a word is empty', { text: '{arrow} {free} {price}' }, '4'],
  ])('says %s', (_what, line, said) => {
    expect(lines(lotWithSign([line]))).toEqual([said]);
  });

  it('follows who comes and what sensors see, and says when it is full', () => {
    const lot = lotWithSign([{ text: 'P {free}', kinds: ['standard'] }]);
    expect(lines(lot)).toEqual(['P 3']);
    lot.enter('p1');
    expect(lines(lot)).toEqual(['P 2']);
    for (const slotId of ['a1', 'a2', 'a3'])
      lot.tell({ type: 'ReportPresence', slotId, presence: 'occupied' });
    expect(lines(lot)).toEqual(['P FULL']);
  });

  it('counts a slot whose sensor is silent by the ledger, and knows that it is unsure', () => {
    const lot = lotWithSign([{}]);
    const slot = () => {
      const held = lot.state.slots.get('a1');
      if (held === undefined) throw new Error('no slot a1');
      return { free: mayAssign(held), unsure: isUnsure(held) };
    };
    // Nobody has ever heard of a sensor there: the ledger is all there is.
    expect(slot()).toEqual({ free: true, unsure: false });
    lot.tell({ type: 'ReportPresence', slotId: 'a1', presence: 'occupied' });
    expect(slot()).toEqual({ free: false, unsure: false });
    lot.tell({ type: 'ReportPresence', slotId: 'a1', presence: 'unknown' });
    expect(slot()).toEqual({ free: true, unsure: true });
    expect(lines(lot)).toEqual(['4']);
  });

  it('says in an evacuation what all signs say', () => {
    const lot = lotWithSign([{}]);
    lot.tell({ type: 'StartEvacuation', reason: 'smoke' });
    expect(lines(lot)).toEqual(['LEAVE NOW', 'All gates are open']);
  });

  it('must name what exists', () => {
    const wrong = mqttSignSchema.safeParse({
      id: 'board',
      label: 'Board',
      driver: 'sign-mqtt',
      shows: [{ text: '{free} {weather}' }],
    });
    expect(wrong.error?.issues[0]?.path).toEqual(['shows', 0, 'text']);
    expect(wrong.error?.issues[0]?.message).toContain('{arrow}');
  });
});
