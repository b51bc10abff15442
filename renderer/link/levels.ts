import type { Level, LotFile } from '#domain/facility/lot-file.ts';

/** Levels as one walks up: the lowest basement first. */
export function levelsByStorey(lot: LotFile): readonly Level[] {
  return [...lot.levels].sort((a, b) => a.storey - b.storey);
}

/** The chosen level, or the one at street height, where the gates usually are. */
export function shownLevel(lot: LotFile, levelId: string | null): Level {
  const chosen = lot.levels.find((level) => level.id === levelId);
  if (chosen !== undefined) return chosen;
  const nearest = [...lot.levels].sort((a, b) => Math.abs(a.storey) - Math.abs(b.storey))[0];
  if (nearest === undefined) throw new Error('a lot has at least one level');
  return nearest;
}
