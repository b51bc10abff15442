import { beforeEach, describe, expect, it } from 'vitest';
import { hourlyTariff } from '#domain/facility/small-lot.testing.ts';
import { useDraft, written } from './draft-store.ts';

const start = hourlyTariff({});
const FEE = 'rates[0].charge.rungs[0].each.feeMinor';
const now = () => useDraft.getState();

beforeEach(() => now().start('small', start, 'test'));

describe('the tariff being edited', () => {
  it('shows a change of the form in the text, and of the text in the form', () => {
    now().set(FEE, 250);
    expect(JSON.parse(now().text).rates[0].charge.rungs[0].each.feeMinor).toBe(250);
    now().setText(written({ ...start, name: 'Winter' }));
    expect(now().draft).toEqual({ ...start, name: 'Winter' });
  });

  it('keeps text that is none yet, and the draft as it was', () => {
    now().setText('{ "id": ');
    expect(now().textProblems).toMatchObject([{ path: '' }]);
    expect([now().text, now().draft]).toEqual(['{ "id": ', start]);
    now().forgetText();
    expect([now().text, now().textProblems]).toEqual([written(start), []]);
  });

  it('names the place in a text that is JSON and no tariff', () => {
    now().setText(JSON.stringify({ ...start, free: { minutes: 'ten', mode: 'cliff' } }));
    expect(now().textProblems.map(({ path }) => path)).toEqual(['free.minutes']);
    expect(now().draft).toEqual(start);
  });

  it('takes over what has the form and makes no sense yet, for the form to show', () => {
    const twice = { ...start, rates: [...start.rates, ...start.rates] };
    now().setText(JSON.stringify(twice));
    expect([now().draft, now().textProblems]).toEqual([twice, []]);
  });

  it('goes back step by step, and not beyond the start', () => {
    now().set(FEE, 250);
    now().set('name', 'Winter');
    now().undo();
    expect(now().draft?.name).toBe(start.name);
    now().undo();
    now().undo();
    expect(now().draft).toEqual(start);
  });

  it('knows which fields hold no value, until they do', () => {
    now().setBad(FEE, 'Enter an amount.');
    expect(now().bad).toEqual({ [FEE]: 'Enter an amount.' });
    now().setBad(FEE, null);
    expect(now().bad).toEqual({});
    now().discard();
    expect(now().draft).toBeNull();
  });
});
