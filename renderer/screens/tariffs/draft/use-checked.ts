import { createContext, useContext, useMemo } from 'react';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { parseTariff, type TariffProblem } from '#domain/tariff/parse-tariff.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { useLot } from '../../../link/hooks.ts';
import { useDraft } from './draft-store.ts';

export interface Checked {
  /** The draft where it is sound; the same object for as long as nothing changes. */
  readonly tariff: Tariff | null;
  readonly problems: readonly TariffProblem[];
}

const NOTHING: Checked = { tariff: null, problems: [] };
export const CheckedContext = createContext<Checked>(NOTHING);

/** The draft as the screen has checked it. */
export const useChecked = (): Checked => useContext(CheckedContext);

/** Checks the draft as the station would, with what is typed and is no value yet. Once for a screen. */
export function useCheck(): Checked {
  const lot = useLot();
  const { draft, bad, textProblems } = useDraft();
  return useMemo(() => {
    const typed = Object.entries(bad).map(([path, message]) => ({ path, message }));
    const found = draft === null ? [] : problemsOf(draft, lot);
    const problems = [...textProblems, ...typed, ...found];
    return { tariff: problems.length === 0 ? draft : null, problems };
  }, [draft, bad, textProblems, lot]);
}

function problemsOf(draft: Tariff, { currency, timeZone }: LotFile): readonly TariffProblem[] {
  const parsed = parseTariff(draft);
  if (!parsed.ok) return parsed.error;
  const problems: TariffProblem[] = [];
  if (draft.currency !== currency)
    problems.push({ path: 'currency', message: `expected the lot's currency ${currency}` });
  if (draft.timeZone !== timeZone)
    problems.push({ path: 'timeZone', message: `expected the lot's time zone ${timeZone}` });
  return problems;
}

/** What is wrong at a place of the draft, or null. */
export function useProblemAt(path: string): string | null {
  const typed = useDraft(({ bad }) => bad[path]);
  const { problems } = useChecked();
  return typed ?? problems.find((one) => one.path === path)?.message ?? null;
}
